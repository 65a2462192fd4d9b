import { NativeSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import * as z from "zod";
import {
  ownWords,
  Password,
  type PasswordPolicy,
  passwordFieldFaults,
} from "../../../functions/auth/password-policy.ts";
import { crossFaults, type RawFields } from "../../../functions/customers/customer-rules.ts";
import { currencyCodes } from "../../../functions/money/currency.ts";
import { deepest, resellerForm } from "../../../functions/resellers/reseller.ts";
import { sessionQuery } from "../auth/session.api.ts";
import { useFreeName } from "../auth/use-free-name.ts";
import { usePasswordPolicy } from "../auth/use-password-policy.ts";
import { TaxFields } from "../customers/tax-fields.tsx";
import { defaultsQuery } from "../settings/settings.api.ts";
import { useTariffs } from "../tariffs/use-tariffs.ts";
import { choice } from "../ui/choice.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { type FormHandle, useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { addReseller, editReseller, type ResellerView, resellersQuery } from "./reseller.api.ts";
import { changesOf, newReseller, type ResellerValues, valuesOf } from "./reseller-values.ts";

const shape = { ...resellerForm, password: Password.meta({ title: "Web access password" }) };

const schemaOf = (fields: z.ZodType, policy: PasswordPolicy) =>
  z.any().superRefine((values, context) => {
    for (const { path, message } of fields.safeParse(values).error?.issues ?? [])
      context.addIssue({ code: "custom", path: [...path], message });
    const raw = values as RawFields;
    for (const { path, message } of [...crossFaults(raw), ...(raw["password"] ? passwordFieldFaults(raw, policy) : [])])
      context.addIssue({ code: "custom", path: path.split("."), message });
  });
/** An empty password keeps the one that is; a new reseller without one is invited. */
const formFields = z.object({ ...resellerForm, password: z.literal("").or(shape.password) });
const added = ({ password, ...values }: ResellerValues) => (password ? { ...values, password } : values);

interface ResellerFormProps {
  /** Left out: a new one is added. */
  reseller?: ResellerView;
  /** Below which a new one is to stand; empty: below whoever adds it. */
  below?: string;
  /** One was added that has no password yet. */
  onInvite?(reseller: ResellerView): void;
  onClose(): void;
}

/** Adds a reseller or edits one. Its place, currency and zone are fixed when it is added. */
export function ResellerForm({ reseller, below = "", onInvite, onClose }: ResellerFormProps) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { data: defaults } = useQuery(defaultsQuery);
  const policy = usePasswordPolicy("RESELLERS");
  const schema = useMemo(() => schemaOf(formFields, policy), [policy]);
  const initial = useMemo(
    () => (reseller ? valuesOf(reseller) : { ...newReseller(defaults?.baseCurrency ?? "", "UTC"), parent: below }),
    [reseller, defaults, below],
  );
  const handle = useSchemaForm<ResellerValues, ResellerView>({
    schema,
    shape,
    initial,
    save: (values, key) =>
      reseller ? editReseller(reseller, changesOf(initial, values)) : addReseller(added(values), key),
    saved: async (saved) => {
      const { account, company } = saved;
      toast(`${company} is ${reseller ? "saved" : "added"}.`);
      onClose();
      void queryClient.invalidateQueries({ queryKey: ["resellers"] });
      if (!reseller && !saved.hasPassword && onInvite) onInvite(saved);
      else if (!reseller) await navigate({ to: "/resellers/$account", params: { account } });
    },
  });
  const { form } = handle;
  const field = useFreeName(handle);
  const { password } = form.getValues();
  return (
    <DrawerForm
      title={reseller ? `Edit ${reseller.company}` : "Add reseller"}
      verb={reseller ? "Save changes" : "Add reseller"}
      handle={handle}
      size={520}
      onClose={onClose}
    >
      <TextInput {...field("company")} withAsterisk data-autofocus />
      <TextInput {...field("name")} withAsterisk />
      <TextInput {...field("email")} type="email" />
      <TextInput {...field("username", "3–30 letters and digits. Signs in here.")} withAsterisk autoComplete="off" />
      <PasswordField
        input={{
          ...field(
            "password",
            reseller ? "Leave empty to keep the present one." : "Left empty it is invited by a link.",
          ),
          label: reseller ? "New web access password" : "Web access password",
        }}
        value={password}
        onGenerate={(made) => form.setFieldValue("password", made)}
        policy={policy}
        own={ownWords(form.getValues())}
      />
      <NativeSelect
        {...choice(field("status", "Blocked: it cannot sign in, and calls of its whole tree are refused."), [
          { value: "ACTIVE", label: "Active" },
          { value: "BLOCKED", label: "Blocked" },
        ])}
      />
      <PlaceFields handle={handle} adding={!reseller} />
      <MoneyFields handle={handle} />
    </DrawerForm>
  );
}

type GroupProps = { handle: FormHandle<ResellerValues> };

/** Where it stands, in which currency, and by which tariff it buys. */
function PlaceFields({ handle: { field, form }, adding }: GroupProps & { adding: boolean }) {
  const { data: tariffs } = useTariffs();
  const { data: resellers } = useQuery(resellersQuery);
  const { data: session } = useQuery(sessionQuery);
  const { parent, currency } = form.getValues();
  const seller = parent || (session?.user.account ?? null);
  const above = (resellers?.items ?? []).filter(({ level }) => level < deepest);
  const offered = (tariffs?.items ?? []).filter((one) => one.owner === seller && one.currency === currency);
  return (
    <>
      <Select
        {...form.getInputProps("parent")}
        label="Stands below"
        description="Fixed for good. Left empty: directly below you."
        disabled={!adding}
        clearable
        searchable
        placeholder="You"
        data={above.map(({ account, company }) => ({ value: account, label: `${company} (${account})` }))}
        value={parent || null}
        onChange={(account) => {
          form.setFieldValue("parent", account ?? "");
          const chosen = above.find((one) => one.account === account);
          if (chosen) form.setFieldValue("currency", chosen.currency);
          form.setFieldValue("tariffId", "");
        }}
      />
      <Select
        {...form.getInputProps("currency")}
        label="Currency"
        description="Fixed for good. Everyone below it has the same."
        disabled={!adding}
        withAsterisk
        searchable
        data={[...currencyCodes]}
        limit={60}
        onChange={(code) => {
          form.setFieldValue("currency", code ?? "");
          form.setFieldValue("tariffId", "");
        }}
      />
      <Select
        {...field("tariffId", "One of whoever stands above it. Each call of its tree is charged to it by this.")}
        withAsterisk
        searchable
        data={offered.map(({ id, name }) => ({ value: id, label: name }))}
        nothingFoundMessage={`No tariff in ${currency}`}
      />
    </>
  );
}

/** How it is charged, and how far. */
function MoneyFields({ handle }: GroupProps) {
  const { field, form } = handle;
  const whole = { allowDecimal: false, clampBehavior: "none" } as const;
  return (
    <>
      <TextInput {...field("creditLimit")} withAsterisk inputMode="decimal" autoComplete="off" />
      <NativeSelect
        {...field("billingType", "Prepaid: each call is taken off with its tax. Postpaid: taxed at the invoice.")}
        data={[
          { value: "PREPAID", label: "Prepaid" },
          { value: "POSTPAID", label: "Postpaid" },
        ]}
      />
      <NumberInput {...field("billingDecimals")} {...whole} min={0} max={8} />
      <NativeSelect
        {...field("taxFlag", "VAT: one rate and the VAT number. TAX: up to three named rates.")}
        data={[
          { value: "NONE", label: "None" },
          { value: "VAT", label: "VAT" },
          { value: "TAX", label: "Tax" },
        ]}
        onChange={(event) => {
          const flag = event.currentTarget.value;
          form.setFieldValue("taxFlag", flag);
          form.setFieldValue("taxes", flag === "NONE" ? [] : [{ name: flag, percent: "" }]);
        }}
      />
      {form.getValues().taxFlag === "NONE" ? null : <TaxFields field={field} form={form as never} />}
      <NumberInput {...field("maxCallSessions", "Calls of its whole tree at the same time.")} {...whole} min={1} />
      <NumberInput
        {...field("callSessionsPerSecond", "New calls of its whole tree in one second.")}
        {...whole}
        min={1}
      />
    </>
  );
}
