import { describe, expect, it } from "vitest";
import { classifyCancellation } from "../functions/platform/cancellation.ts";

const reasons = (...codes: string[]) => codes.map((Code) => ({ Code }));

describe("a cancelled transaction is read from all its reasons", () => {
  it.each([
    { codes: ["None", "ConditionalCheckFailed"], kind: "condition", because: "only conditions failed" },
    {
      codes: ["TransactionConflict", "ConditionalCheckFailed"],
      kind: "conflict",
      because: "the condition may have failed on an item that is just being written",
    },
    {
      codes: ["ThrottlingError", "TransactionConflict"],
      kind: "throttled",
      because: "a throttle asks for a longer pause than a conflict",
    },
    {
      codes: ["ProvisionedThroughputExceeded", "ConditionalCheckFailed"],
      kind: "throttled",
      because: "the rest may not have been looked at",
    },
    { codes: ["ValidationError", "ThrottlingError"], kind: "bug", because: "the same request can never succeed" },
    {
      codes: ["ItemCollectionSizeLimitExceeded"],
      kind: "bug",
      because: "an unknown reason is never taken for a duplicate",
    },
    { codes: ["None", "None"], kind: "bug", because: "a cancellation without a reason is not understood" },
    { codes: [], kind: "bug", because: "no reasons at all" },
  ])("$codes means $kind: $because", ({ codes, kind }) => {
    expect(classifyCancellation(reasons(...codes)).kind).toBe(kind);
  });

  it("names the writes whose conditions failed", () => {
    expect(classifyCancellation(reasons("ConditionalCheckFailed", "None", "ConditionalCheckFailed"))).toEqual({
      kind: "condition",
      indexes: [0, 2],
    });
  });
});
