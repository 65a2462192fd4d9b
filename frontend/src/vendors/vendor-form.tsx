import { NativeSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { currencyCodes } from "../../../functions/money/currency.ts";
import { NewVendor } from "../../../functions/vendors/vendor.ts";
import { useTariffs } from "../tariffs/use-tariffs.ts";
import { activeOrInactive, choice } from "../ui/choice.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { addVendor, editVendor, type VendorView } from "./vendor.api.ts";

type Values = {
  name: string;
  company: string;
  currency: string;
  tariffId: string | null;
  billingDecimals: number;
  status: "ACTIVE" | "INACTIVE";
  tags: string[];
  notes: string;
  emails: { billing: string; rates: string; noc: string };
  creditLimit: string;
  lowBalanceThreshold: string;
  alertEmail: string;
};

const empty: Values = {
  name: "",
  company: "",
  currency: "",
  tariffId: null,
  billingDecimals: 6,
  status: "ACTIVE",
  tags: [],
  notes: "",
  emails: { billing: "", rates: "", noc: "" },
  creditLimit: "0",
  lowBalanceThreshold: "",
  alertEmail: "",
};

const valuesOf = (vendor: VendorView): Values => ({
  name: vendor.name,
  company: vendor.company ?? "",
  currency: vendor.currency,
  tariffId: vendor.tariffId,
  billingDecimals: vendor.billingDecimals,
  status: vendor.status === "ACTIVE" ? "ACTIVE" : "INACTIVE",
  tags: vendor.tags,
  notes: vendor.notes,
  emails: {
    billing: vendor.emails.billing ?? "",
    rates: vendor.emails.rates ?? "",
    noc: vendor.emails.noc ?? "",
  },
  creditLimit: vendor.creditLimit,
  lowBalanceThreshold: vendor.lowBalanceThreshold ?? "",
  alertEmail: vendor.alertEmail ?? "",
});

export function VendorForm({ vendor, onClose }: { vendor?: VendorView; onClose(): void }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { data: tariffs } = useTariffs();
  const handle = useSchemaForm<Values, VendorView>({
    schema: NewVendor,
    shape: NewVendor.shape,
    initial: vendor ? valuesOf(vendor) : empty,
    save: (values, key) => {
      const { currency, ...change } = values;
      return vendor ? editVendor(vendor, change) : addVendor({ currency, ...change }, key);
    },
    saved: async ({ id, name }) => {
      toast(`${name} is ${vendor ? "saved" : "added"}.`);
      onClose();
      void queryClient.invalidateQueries({ queryKey: ["vendors"] });
      if (!vendor) await navigate({ to: "/vendors/$vendorId", params: { vendorId: id } });
    },
  });
  const { field, form } = handle;
  const { currency } = form.getValues();
  const offered = (tariffs?.items ?? [])
    .filter((tariff) => tariff.currency === currency)
    // Lists of vendors before those that customers are given.
    .toSorted((a, b) => Number(a.kind !== "COST") - Number(b.kind !== "COST"));
  return (
    <DrawerForm
      title={vendor ? `Edit ${vendor.name}` : "Add vendor"}
      verb={vendor ? "Save changes" : "Add vendor"}
      handle={handle}
      onClose={onClose}
    >
      <TextInput {...field("name")} withAsterisk data-autofocus />
      <TextInput {...field("company")} />
      <Select
        {...field("currency", "What the vendor bills in. Fixed for good.")}
        withAsterisk
        searchable
        data={[...currencyCodes]}
        limit={60}
        disabled={vendor !== undefined}
        nothingFoundMessage="No such currency"
        onChange={(value) => {
          form.setFieldValue("currency", value ?? "");
          form.setFieldValue("tariffId", null);
        }}
      />
      <Select
        {...field("tariffId")}
        clearable
        searchable
        disabled={currency === ""}
        placeholder={currency === "" ? "Choose the currency first" : "Cost not known"}
        data={offered.map(({ id, name, kind }) => ({
          value: id,
          label: kind === "COST" ? name : `${name} (sold to customers)`,
        }))}
        nothingFoundMessage={`No tariff in ${currency}`}
      />
      <NumberInput {...field("billingDecimals")} min={0} max={8} allowDecimal={false} clampBehavior="none" />
      <NativeSelect {...choice(field("status", "Inactive: its gateways are passed over at once."), activeOrInactive)} />
      <TagsInput {...field("tags")} placeholder="Enter after each" />
      {(["billing", "rates", "noc"] as const).map((kind) => (
        <TextInput
          key={kind}
          {...form.getInputProps(`emails.${kind}`)}
          label={{ billing: "E-mail for billing", rates: "E-mail for rates", noc: "E-mail of the NOC" }[kind]}
          type="email"
        />
      ))}
      <TextInput {...field("creditLimit", "What the vendor lets us owe.")} inputMode="decimal" />
      <TextInput
        {...field("lowBalanceThreshold", "Below it we get a mail. Empty: never.")}
        inputMode="decimal"
        placeholder="None"
      />
      <TextInput {...field("alertEmail", "Who gets it. Empty: the support.")} type="email" />
      <Textarea {...field("notes")} autosize minRows={2} maxRows={10} />
    </DrawerForm>
  );
}
