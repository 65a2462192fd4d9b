import { expect, it } from "vitest";
import { choice, inWords } from "../frontend/src/ui/choice.ts";
import { NewCustomer } from "../functions/customers/customer-request.ts";

const billing = [
  { value: "", label: "Choose …", disabled: true },
  { value: "PREPAID", label: "Prepaid" },
  { value: "POSTPAID", label: "Postpaid" },
];
const kinds = [
  { value: "CREDIT_ADD", label: "Credit added" },
  { value: "CREDIT_REDUCE", label: "Credit reduced" },
];

it("a fault of a field with a choice speaks in the words that are offered, not in the API's codes", () => {
  const fault = NewCustomer.shape.billingType.safeParse("x").error?.issues[0]?.message;
  expect(fault).toContain("PREPAID");
  expect(choice({ error: fault, name: "billingType" }, billing)).toEqual({
    ...{ name: "billingType", data: billing },
    error: "Must be one of Prepaid, Postpaid.",
  });
});

it("other words in capitals, and faults that are no text, stay as they are", () => {
  expect(inWords("A DEMO has play money only: use CREDIT_ADD or CREDIT_REDUCE.", kinds)).toBe(
    "A DEMO has play money only: use Credit added or Credit reduced.",
  );
  expect(inWords("PREPAIDX is not PREPAID", billing)).toBe("PREPAIDX is not Prepaid");
  expect([inWords(undefined, billing), inWords(null, billing)]).toEqual([undefined, null]);
});
