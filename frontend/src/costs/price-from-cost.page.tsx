import { Button, MultiSelect, NativeSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import * as z from "zod";
import { TariffFromCost } from "../../../functions/costs/price-from-cost.ts";
import { currencyCodes } from "../../../functions/money/currency.ts";
import { defaultsQuery } from "../settings/settings.api.ts";
import { choice } from "../ui/choice.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { type FormHandle, useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { vendorsQuery } from "../vendors/vendor.api.ts";
import { fromCostPath, makeTariff, type PricingPreviewView, previewPricing } from "./cost.api.ts";
import { PricingPreview } from "./pricing-preview.tsx";
import "./costs.css";

interface Values extends Record<string, unknown> {
  name: string;
  currency: string;
  vendors: string[];
  basis: string;
  percent: string;
  plus: string;
  minMargin: string;
  roundTo: string;
  connectFee: string;
  firstIncrement: number | "";
  nextIncrement: number | "";
  expectedCallSeconds: number;
}

const orNull = <T,>(value: T | ""): T | null => (value === "" ? null : value);

const bodyOf = (values: Values) =>
  ({
    ...values,
    minMargin: orNull(values.minMargin),
    firstIncrement: orNull(values.firstIncrement),
    nextIncrement: orNull(values.nextIncrement),
  }) as never as z.input<typeof TariffFromCost>;

const checked = z.preprocess((values) => bodyOf(values as Values), TariffFromCost);

const empty = (currency: string): Values => ({
  name: "",
  currency,
  vendors: [],
  basis: "CHEAPEST",
  percent: "20",
  plus: "0",
  minMargin: "",
  roundTo: "0.0001",
  connectFee: "COST",
  firstIncrement: "",
  nextIncrement: "",
  expectedCallSeconds: 180,
});

/** A tariff made from what vendors bill: tried first, with what would be a loss, then made. */
export function PriceFromCostPage() {
  const { data: defaults, isError, error, refetch } = useQuery(defaultsQuery);
  return (
    <Page
      title="Tariff from cost"
      up={{ to: "/rates/compare", label: "Rate comparison" }}
      call={{ method: "POST", path: fromCostPath }}
    >
      <p className="dim">
        Every prefix that a vendor prices apart becomes a rate. Nobody has the new tariff until a customer is given it.
      </p>
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      {defaults ? <Pricing currency={defaults.baseCurrency} /> : null}
    </Page>
  );
}

/** What was tried last, and by which values. */
interface Tried {
  values: string;
  /** By which it is made once, however often it is asked for. */
  key: string;
  preview: PricingPreviewView;
}

function Pricing({ currency }: { currency: string }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [tried, setTried] = useState<Tried>();
  const handle = useSchemaForm<Values, Tried>({
    schema: checked,
    shape: TariffFromCost.shape,
    initial: empty(currency),
    save: async (values) => {
      const { name: _name, ...rule } = bodyOf(values);
      return { values: JSON.stringify(values), key: crypto.randomUUID(), preview: await previewPricing(rule as never) };
    },
    saved: setTried,
  });
  const values = handle.form.getValues();
  const making = useMutation({
    mutationFn: (key: string) => makeTariff(bodyOf(values) as never, key),
    onSuccess: async ({ id, name }) => {
      toast(`${name} is made. Nobody has it yet.`);
      void queryClient.invalidateQueries({ queryKey: ["tariffs"] });
      await navigate({ to: "/tariffs/$tariffId", params: { tariffId: id } });
    },
  });
  const isOfThese = tried?.values === JSON.stringify(values);
  return (
    <form ref={handle.formRef} className="form" noValidate onSubmit={handle.submit} aria-label="Tariff from cost">
      <PricingFields handle={handle} />
      {handle.problem ? <ProblemNote error={handle.problem} retry={handle.retry} /> : null}
      {making.isError ? <ProblemNote error={making.error} /> : null}
      {tried ? <PricingPreview preview={tried.preview} stale={!isOfThese} /> : null}
      <div className="form-bar">
        <Button type="submit" variant={isOfThese ? "default" : "filled"} loading={handle.busy}>
          Preview
        </Button>
        {tried && isOfThese ? (
          <Button loading={making.isPending} onClick={() => making.mutate(tried.key)}>
            Make this tariff
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function PricingFields({ handle: { field } }: { handle: FormHandle<Values> }) {
  const { data } = useQuery(vendorsQuery);
  const vendors = (data?.items ?? []).filter(({ status, tariffId }) => status === "ACTIVE" && tariffId !== null);
  const count = { min: 1, allowDecimal: false, clampBehavior: "none" } as const;
  return (
    <div className="fields">
      <TextInput {...field("name")} label="Name of the tariff" withAsterisk />
      <Select
        {...field("currency", "Costs in others are converted by the exchange rates of today.")}
        withAsterisk
        searchable
        data={[...currencyCodes]}
        limit={60}
        nothingFoundMessage="No such currency"
      />
      <MultiSelect
        {...field("vendors")}
        data={vendors.map(({ id, name, currency }) => ({ value: id, label: `${name} (${currency})` }))}
        placeholder="All"
      />
      <NativeSelect
        {...choice(field("basis"), [
          { value: "CHEAPEST", label: "The cheapest" },
          { value: "DEAREST", label: "The dearest" },
        ])}
      />
      <TextInput {...field("percent", "20 makes 0.0120 of 0.0100.")} withAsterisk inputMode="decimal" />
      <TextInput {...field("plus", "Added after the percentage.")} withAsterisk inputMode="decimal" />
      <TextInput {...field("minMargin", "Empty: none is asked for.")} inputMode="decimal" />
      <TextInput {...field("roundTo", "Always up: 0.0050 makes 0.0150 of 0.0122.")} withAsterisk inputMode="decimal" />
      <NativeSelect
        {...choice(field("connectFee"), [
          { value: "COST", label: "The vendor's, with the percentage" },
          { value: "NONE", label: "None" },
        ])}
      />
      <NumberInput {...field("firstIncrement", "Seconds. Empty: the vendor's.")} {...count} max={3600} />
      <NumberInput {...field("nextIncrement", "Seconds. Empty: the vendor's.")} {...count} max={3600} />
      <NumberInput
        {...field("expectedCallSeconds", "Seconds of talk by which the cheapest is found and losses are told.")}
        {...count}
        max={7200}
        withAsterisk
      />
    </div>
  );
}
