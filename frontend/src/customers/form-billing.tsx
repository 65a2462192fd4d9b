import { NativeSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { currencyCodes } from "../../../functions/money/currency.ts";
import { sessionQuery } from "../auth/session.api.ts";
import { useSellTariffs } from "../tariffs/use-tariffs.ts";
import { choice } from "../ui/choice.ts";
import type { FormHandle } from "../ui/schema-form.ts";
import { customerQuery } from "./customer.api.ts";
import type { CustomerValues } from "./customer-values.ts";
import { SellerField } from "./seller-field.tsx";
import { TaxFields } from "./tax-fields.tsx";

const currencyName = new Intl.DisplayNames("en", { type: "currency" });
const currencies = currencyCodes.map((value) => ({ value, label: `${value} – ${currencyName.of(value) ?? value}` }));

/** What rounding to so many places does to a common call, because two places cost a customer of short calls a third more. */
const roundingExample = (typed: number): string => {
  const exact = 0.007585;
  const places = Math.min(Math.max(Math.trunc(typed), 0), 8);
  const factor = 10 ** places;
  return `37 s at 0.0123/min cost ${exact}: charged ${(Math.round(exact * factor) / factor).toFixed(places)}.`;
};

export function BillingGroup({ handle, account }: { handle: FormHandle<CustomerValues>; account: string | undefined }) {
  const adding = account === undefined;
  const { data: customer } = useQuery({ ...customerQuery(account ?? ""), enabled: !adding });
  const { field, form } = handle;
  const { data: tariffs } = useSellTariffs();
  const { data: session } = useQuery(sessionQuery);
  const { currency, billingDecimals, taxFlag, reseller } = form.getValues();
  // A tariff is sold by its owner alone.
  const seller = adding ? reseller || (session?.user.account ?? null) : (customer?.reseller ?? null);
  const offered = (tariffs?.items ?? []).filter(
    (tariff) => tariff.owner === seller && (!currency || tariff.currency === currency),
  );
  const money = { inputMode: "decimal", autoComplete: "off" } as const;
  return (
    <fieldset className="group">
      <legend>Billing</legend>
      <div className="fields">
        {adding ? <SellerField handle={handle} /> : null}
        <Select
          {...field(
            "currency",
            adding ? "Fixed for good. Tariffs of this currency are offered." : "Fixed: the balance is kept in it.",
          )}
          disabled={!adding}
          withAsterisk
          searchable
          allowDeselect={false}
          data={currencies}
          limit={60}
          nothingFoundMessage="No such currency"
        />
        <Select
          {...field(
            "tariffId",
            tariffs && offered.length === 0 && currency
              ? "There is no tariff of this currency yet."
              : "What calls are charged by.",
          )}
          withAsterisk
          searchable
          allowDeselect={false}
          data={offered.map(({ id, name, currency: code }) => ({ value: id, label: `${name} (${code})` }))}
          nothingFoundMessage="No such tariff"
        />
        <NativeSelect
          {...choice(
            field("billingType", "Prepaid: each call is taken off the balance, with its tax. Postpaid: invoiced."),
            [
              { value: "", label: "Choose …", disabled: true },
              { value: "PREPAID", label: "Prepaid" },
              { value: "POSTPAID", label: "Postpaid" },
            ],
          )}
          withAsterisk
        />
        <NumberInput
          {...field("paymentTermDays", "1–30 days; an invoice is due so long after its date.")}
          withAsterisk
          min={1}
          max={30}
          allowDecimal={false}
          clampBehavior="none"
        />
        <TextInput {...field("maxCreditLimit", "The most credit that staff may grant.")} withAsterisk {...money} />
        <TextInput
          {...field("creditLimit", "The credit that calls may use; at most the limit beside it.")}
          {...money}
        />
        <NumberInput
          {...field(
            "billingDecimals",
            `0–8 places that a charge is rounded to. ${roundingExample(Number(billingDecimals) || 0)}`,
          )}
          withAsterisk
          min={0}
          max={8}
          allowDecimal={false}
          clampBehavior="none"
        />
        <NativeSelect
          {...choice(field("taxFlag", "VAT: one rate and the VAT number. TAX: up to three named rates."), [
            { value: "NONE", label: "None" },
            { value: "VAT", label: "VAT" },
            { value: "TAX", label: "Tax" },
          ])}
          withAsterisk
          onChange={(event) => {
            form.setFieldValue("taxFlag", event.currentTarget.value);
            // Without a tax the field is not there to be emptied.
            if (event.currentTarget.value === "NONE") form.setFieldValue("taxNumber", "");
            form.setFieldValue(
              "taxes",
              event.currentTarget.value === "NONE" ? [] : [{ name: event.currentTarget.value, percent: "" }],
            );
          }}
        />
      </div>
      {taxFlag === "NONE" ? null : <TaxFields field={field} form={form} />}
      <div className="fields" style={{ marginTop: 14 }}>
        <NativeSelect
          {...choice(field("billingCycle", "How often an invoice is made."), [
            { value: "DAILY", label: "Daily" },
            { value: "WEEKLY", label: "Weekly" },
            { value: "MONTHLY", label: "Monthly" },
            { value: "ON_DEMAND", label: "On demand" },
          ])}
        />
        <NumberInput
          {...field("billingDay", "Day of the month 1–28; 1 (Monday) to 7 for a weekly cycle.")}
          min={1}
          max={28}
          allowDecimal={false}
          clampBehavior="none"
        />
      </div>
    </fieldset>
  );
}
