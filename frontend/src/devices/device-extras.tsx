import { Select } from "@mantine/core";
import { useSellTariffs } from "../tariffs/use-tariffs.ts";
import type { FormHandle } from "../ui/schema-form.ts";
import type { Code } from "./switch-code-text.ts";
import { SwitchCodes } from "./switch-codes.tsx";

type Values = Record<string, unknown> & { switchAccounts: Code[]; tariffId: string | null };

interface DeviceExtrasProps<V extends Values> {
  handle: FormHandle<V>;
  account: string;
  deviceId: string | undefined;
}

/** What both kinds of device may have of their own: codes that switches send for it, and a tariff instead of the customer's. */
export function DeviceExtras<V extends Values>({ handle, account, deviceId }: DeviceExtrasProps<V>) {
  const { field } = handle;
  const { data } = useSellTariffs();
  return (
    <>
      <Select
        {...field("tariffId", "Instead of the customer's, for calls by this device.")}
        clearable
        searchable
        placeholder="The customer's tariff"
        data={(data?.items ?? []).map(({ id, name, currency }) => ({ value: id, label: `${name} (${currency})` }))}
        nothingFoundMessage="No such tariff"
      />
      <SwitchCodes
        handle={handle}
        hint="Account codes that name this device in CDRs."
        account={account}
        deviceId={deviceId}
      />
    </>
  );
}
