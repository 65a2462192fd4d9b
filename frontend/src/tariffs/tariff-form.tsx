import { NativeSelect, Select, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import * as z from "zod";
import { currencyCodes } from "../../../functions/money/currency.ts";
import { usualCeiling } from "../../../functions/tariffs/price-ceiling.ts";
import { NewTariff } from "../../../functions/tariffs/tariff.ts";
import { useMay } from "../auth/use-may.ts";
import { defaultsQuery, type FormDefaults } from "../settings/settings.api.ts";
import { choice } from "../ui/choice.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { toast } from "../ui/toasts.tsx";
import { zoneNames } from "../ui/zone-names.ts";
import { SellerField } from "./seller-field.tsx";
import { addTariff, editTariff, type TariffView } from "./tariff.api.ts";
import type { TariffValues } from "./tariff-values.ts";
import { kindChoices, noticeChoices, roundingChoices } from "./tariff-words.ts";

const shape = {
  name: titled("Name"),
  owner: titled("Sold by"),
  currency: titled("Currency"),
  kind: titled("For"),
  timeZone: titled("Time zone"),
  rounding: titled("Rounding"),
  priceCeiling: titled("Price ceiling"),
  rateNotices: titled("Rate notices"),
};
/** An empty ceiling means that the settings' holds. */
const bodyOf = (values: TariffValues) => ({
  ...values,
  owner: values.owner || null,
  priceCeiling: values.priceCeiling || null,
});

const checked = z.preprocess((values) => bodyOf(values as TariffValues), NewTariff);

interface TariffFormProps {
  tariff?: TariffView;
  onClose(): void;
}

/** A new tariff begins with what the settings say. */
export function TariffForm(props: TariffFormProps) {
  const { data: defaults } = useQuery(defaultsQuery);
  return defaults ? <LoadedForm {...props} defaults={defaults} /> : null;
}

function LoadedForm({ tariff, onClose, defaults }: TariffFormProps & { defaults: FormDefaults }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const handle = useSchemaForm<TariffValues, TariffView>({
    schema: checked,
    shape,
    initial: tariff
      ? {
          name: tariff.name,
          owner: tariff.owner ?? "",
          currency: tariff.currency,
          kind: tariff.kind,
          timeZone: tariff.timeZone,
          rounding: tariff.rounding,
          priceCeiling: tariff.priceCeiling ?? "",
          rateNotices: tariff.rateNotices,
        }
      : {
          name: "",
          owner: "",
          currency: defaults.baseCurrency,
          kind: "SELL",
          timeZone: defaults.timeZone,
          rounding: defaults.rounding,
          priceCeiling: "",
          rateNotices: "OFF",
        },
    save: (values, key) => {
      const { currency, kind, owner, ...change } = bodyOf(values);
      return tariff ? editTariff(tariff, change) : addTariff({ currency, kind, owner, ...change }, key);
    },
    saved: async ({ id, name }) => {
      toast(`${name} is ${tariff ? "saved" : "added"}.`);
      onClose();
      void queryClient.invalidateQueries({ queryKey: ["tariffs"] });
      if (!tariff) await navigate({ to: "/tariffs/$tariffId", params: { tariffId: id } });
    },
  });
  const { field, form } = handle;
  const seesVendors = useMay("vendors:read");
  const { currency } = form.getValues();
  const usual = currency ? usualCeiling(defaults.priceCeiling, currency) : defaults.priceCeiling;
  return (
    <DrawerForm
      title={tariff ? `Edit ${tariff.name}` : "Add tariff"}
      verb={tariff ? "Save changes" : "Add tariff"}
      handle={handle}
      onClose={onClose}
    >
      <TextInput {...field("name")} withAsterisk data-autofocus />
      {tariff || form.getValues().kind === "COST" ? null : <SellerField handle={handle} />}
      <Select
        {...field("currency", "Fixed for good: customers of this currency can be given the tariff.")}
        withAsterisk
        searchable
        data={[...currencyCodes]}
        limit={60}
        disabled={tariff !== undefined}
        nothingFoundMessage="No such currency"
      />
      {seesVendors ? (
        <NativeSelect
          {...field(
            "kind",
            "Fixed for good. What a vendor bills is given to no customer, and only who may see vendors sees it.",
          )}
          data={kindChoices}
          disabled={tariff !== undefined}
        />
      ) : null}
      <Select
        {...field("timeZone", "Zone of card hours and of dates in sheets.")}
        searchable
        allowDeselect={false}
        data={zoneNames}
        limit={80}
      />
      <NativeSelect
        {...choice(field("rounding", "How a charge is rounded at the customer's decimals."), roundingChoices)}
      />
      <TextInput
        {...field(
          "priceCeiling",
          `A price or fee above it is not believed and refused. Empty: that of the settings, ${usual}.`,
        )}
        inputMode="decimal"
      />
      <NativeSelect
        {...field(
          "rateNotices",
          "Customers with an address for rates are written to when prices change. Increases within the notice of the settings then need a reason.",
        )}
        data={noticeChoices}
      />
    </DrawerForm>
  );
}
