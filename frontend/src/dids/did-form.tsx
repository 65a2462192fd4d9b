import { NativeSelect, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { DidChange, NewDids } from "../../../functions/dids/did.ts";
import { noCharges } from "../../../functions/dids/rent.ts";
import { currencyCodes } from "../../../functions/money/currency.ts";
import { customerQuery } from "../customers/customer.api.ts";
import { ipDevicesQuery, sipDevicesQuery } from "../devices/device.api.ts";
import { useSellTariffs } from "../tariffs/use-tariffs.ts";
import { activeOrInactive, choice } from "../ui/choice.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { addDids, type DidView, editDid } from "./did.api.ts";

type Values = {
  /** One or many, with anything but digits between. */
  numbers: string;
  account: string;
  ringsAt: string | null;
  forwardTo: string;
  tariffId: string | null;
  status: "ACTIVE" | "INACTIVE";
  description: string;
  setupCharge: string;
  monthlyRent: string;
  cancellationCharge: string;
  maxCalls: number | string;
  includedCalls: number | string;
  callRent: string;
  currency: string | null;
};

const numbersIn = (text: string): string[] =>
  text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

const changeOf = ({ numbers: _numbers, account, forwardTo, maxCalls, includedCalls, ...rest }: Values) => ({
  ...rest,
  maxCalls: maxCalls === "" ? null : Number(maxCalls),
  includedCalls: Number(includedCalls),
  account: account.trim() || null,
  forwardTo: forwardTo.trim() || null,
});
const bodyOf = (values: Values) => ({ ...changeOf(values), numbers: numbersIn(values.numbers) });

const isAccount = (text: string): boolean => /^C\d{8}$/.test(text.trim());

/** Devices of the customer that a call can be sent to, and tariffs that it may have. */
function useChoices(account: string) {
  const enabled = isAccount(account);
  const code = account.trim();
  const ip = useQuery({ ...ipDevicesQuery(code), enabled });
  const sip = useQuery({ ...sipDevicesQuery(code), enabled });
  const { data: customer } = useQuery({ ...customerQuery(code), enabled });
  const { data: tariffs } = useSellTariffs();
  const devices = [
    ...(sip.data?.items ?? []).map(({ id, login }) => ({ value: id, label: login })),
    ...(ip.data?.items ?? []).filter((one) => !one.ip.includes("/")).map((one) => ({ value: one.id, label: one.ip })),
  ];
  const offered = (tariffs?.items ?? []).filter(({ currency }) => currency === customer?.currency);
  return { devices, tariffs: offered.map(({ id, name }) => ({ value: id, label: name })) };
}

/** New numbers, or one that is edited. */
export function DidForm({ did, onClose }: { did?: DidView; onClose(): void }) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, unknown>({
    schema: did
      ? z.preprocess((values) => changeOf(values as Values), DidChange)
      : z.preprocess((values) => bodyOf(values as Values), NewDids),
    shape: NewDids.shape,
    initial: {
      numbers: did?.number ?? "",
      account: did?.account ?? "",
      ringsAt: did?.ringsAt ?? null,
      forwardTo: did?.forwardTo ?? "",
      tariffId: did?.tariffId ?? null,
      status: did?.status ?? "ACTIVE",
      description: did?.description ?? "",
      setupCharge: did?.setupCharge ?? noCharges.setupCharge,
      monthlyRent: did?.monthlyRent ?? noCharges.monthlyRent,
      cancellationCharge: did?.cancellationCharge ?? noCharges.cancellationCharge,
      maxCalls: did?.maxCalls ?? "",
      includedCalls: did?.includedCalls ?? noCharges.includedCalls,
      callRent: did?.callRent ?? noCharges.callRent,
      currency: did?.currency ?? null,
    },
    save: (values, key) => (did ? editDid(did, changeOf(values)) : addDids(bodyOf(values), key)),
    saved: async () => {
      toast(did ? `${did.number} is saved.` : "The DIDs are added.");
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["dids"] });
    },
  });
  const { field, form } = handle;
  const { account } = form.getValues();
  const choices = useChoices(account);
  return (
    <DrawerForm
      title={did ? `Edit ${did.number}` : "Add DIDs"}
      verb={did ? "Save changes" : "Add DIDs"}
      handle={handle}
      onClose={onClose}
    >
      {did ? null : (
        <Textarea
          {...field("numbers", "A line each, in the international form: 442079460018.")}
          withAsterisk
          autosize
          minRows={2}
          maxRows={10}
          data-autofocus
          className="mono-input"
        />
      )}
      <TextInput
        {...field("account", "Account code. Empty: in stock.")}
        placeholder="C10000001"
        onChange={(event) => {
          form.setFieldValue("account", event.currentTarget.value);
          form.setFieldValue("ringsAt", null);
          form.setFieldValue("forwardTo", "");
          form.setFieldValue("tariffId", null);
        }}
      />
      <Select
        {...field("ringsAt", "A device of the customer. None, and not forwarded: callers are refused.")}
        clearable
        searchable
        disabled={!isAccount(account)}
        placeholder={isAccount(account) ? "Nowhere" : "Give the customer first"}
        data={choices.devices}
        nothingFoundMessage="The customer has no such device"
      />
      <TextInput
        {...field("forwardTo")}
        disabled={!isAccount(account)}
        placeholder="447700900123"
        inputMode="tel"
        className="mono-input"
      />
      <Select
        {...field("tariffId", "By which the customer pays for incoming minutes.")}
        clearable
        searchable
        disabled={!isAccount(account)}
        placeholder="Free"
        data={choices.tariffs}
        nothingFoundMessage="No tariff in the customer's currency"
      />
      <NativeSelect {...choice(field("status", "Inactive: callers are refused."), activeOrInactive)} />
      <TextInput {...field("description")} />
      <TextInput {...field("setupCharge", "Once, when a customer gets the number.")} inputMode="decimal" />
      <TextInput {...field("monthlyRent", "In advance; part of a month by its days.")} inputMode="decimal" />
      <div className="fields two">
        <NumberInput {...field("maxCalls", "Empty: no limit of its own.")} min={1} max={10_000} allowDecimal={false} />
        <NumberInput {...field("includedCalls")} min={0} max={10_000} allowDecimal={false} />
      </div>
      <TextInput {...field("callRent", "With the rent of the number.")} inputMode="decimal" />
      <TextInput {...field("cancellationCharge", "Once, when the number is given up.")} inputMode="decimal" />
      <Select
        {...field("currency", "Empty: that of the customer.")}
        clearable
        searchable
        placeholder="The customer's"
        data={[...currencyCodes]}
        limit={60}
      />
    </DrawerForm>
  );
}
