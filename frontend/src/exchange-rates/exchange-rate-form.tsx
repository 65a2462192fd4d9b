import { Select, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { NewExchangeRate } from "../../../functions/exchange-rates/exchange-rate.ts";
import { currencyCodes } from "../../../functions/money/currency.ts";
import type { Schemas } from "../api/client.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { type ExchangeRateView, recordExchangeRate } from "./exchange-rate.api.ts";

type Values = {
  currency: string;
  rate: string;
  effectiveFrom: string;
  correction: boolean;
  withdraw: boolean;
  note: string;
};

const bodyOf = ({ withdraw, rate, ...rest }: Values): Schemas["NewExchangeRate"] => ({
  ...rest,
  rate: withdraw ? null : rate.trim(),
});
const checked = z.preprocess((values) => bodyOf(values as Values), NewExchangeRate);

interface ExchangeRateFormProps {
  base: string;
  /** The record that is corrected. */
  corrects?: ExchangeRateView;
  onClose(): void;
}

/** A new rate from a day on, or the correction of one. */
export function ExchangeRateForm({ base, corrects, onClose }: ExchangeRateFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, Schemas["ExchangeRate"]>({
    schema: checked,
    shape: NewExchangeRate.shape,
    initial: {
      currency: corrects?.currency ?? "",
      rate: corrects?.rate ?? "",
      effectiveFrom: corrects?.effectiveFrom ?? new Date().toISOString().slice(0, 10),
      correction: corrects !== undefined,
      withdraw: false,
      note: "",
    },
    save: (values, key) => recordExchangeRate(bodyOf(values), key),
    saved: async ({ currency, effectiveFrom }) => {
      toast(`The rate of ${currency} from ${effectiveFrom} is recorded.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["exchange-rates"] });
    },
  });
  const { field, tick, form } = handle;
  const { currency, withdraw } = form.getValues();
  return (
    <DrawerForm
      title={corrects ? `Correct ${corrects.currency} from ${corrects.effectiveFrom}` : "Add exchange rate"}
      verb={corrects ? "Record correction" : "Add exchange rate"}
      handle={handle}
      onClose={onClose}
    >
      <Select
        {...field("currency")}
        withAsterisk
        searchable
        data={[...currencyCodes].filter((code) => code !== base)}
        limit={60}
        disabled={corrects !== undefined}
        nothingFoundMessage="No such currency"
        data-autofocus={corrects ? undefined : true}
      />
      <TextInput
        {...field("rate", `How many ${currency || "units of the currency"} one ${base} is worth.`)}
        withAsterisk
        inputMode="decimal"
        disabled={withdraw}
        data-autofocus={corrects ? true : undefined}
      />
      {corrects ? (
        <Switch
          {...tick("withdraw", "The rate of the day before it goes on.")}
          label="Withdraw the rate of this day instead"
        />
      ) : (
        <TextInput {...field("effectiveFrom")} type="date" withAsterisk />
      )}
      <TextInput {...field("note", "Where it is from, such as the central bank's fixing.")} />
    </DrawerForm>
  );
}
