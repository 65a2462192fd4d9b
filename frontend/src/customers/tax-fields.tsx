import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { choice } from "../ui/choice.ts";
import type { FormHandle } from "../ui/schema-form.ts";
import type { CustomerValues } from "./customer-values.ts";

type TaxFieldsProps = Pick<FormHandle<CustomerValues>, "field" | "form">;

/** The rates of the VAT or tax flag, inclusive or on top, and the number that the invoice prints. */
export function TaxFields({ field, form }: TaxFieldsProps) {
  const { taxes, taxFlag } = form.getValues();
  const most = taxFlag === "VAT" ? 1 : 3;
  return (
    <div className="section" style={{ marginTop: 14 }}>
      {taxes.map((_tax, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tax is known by its place alone
        <div className="toolbar tax" key={index}>
          <TextInput {...form.getInputProps(`taxes.${index}.name`)} label="Tax name" placeholder="VAT" maxLength={30} />
          <TextInput
            {...form.getInputProps(`taxes.${index}.percent`)}
            label="Percent"
            inputMode="decimal"
            placeholder="20"
          />
          {taxFlag === "TAX" && taxes.length > 1 ? (
            <CloseButton
              aria-label={`Remove tax ${index + 1}`}
              size="var(--sb-control)"
              onClick={() => form.removeListItem("taxes", index)}
            />
          ) : null}
        </div>
      ))}
      {taxes.length < most ? (
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          style={{ alignSelf: "flex-start" }}
          onClick={() => form.insertListItem("taxes", { name: "", percent: "" })}
        >
          Add tax
        </Button>
      ) : null}
      <div className="fields">
        <NativeSelect
          {...choice(field("taxMode", "Exclusive: tax comes on top. Inclusive: prices contain it."), [
            { value: "EXCLUSIVE", label: "Exclusive" },
            { value: "INCLUSIVE", label: "Inclusive" },
          ])}
        />
        <TextInput {...field("taxNumber", "Printed on the invoice.")} />
      </div>
    </div>
  );
}
