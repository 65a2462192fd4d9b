import { Select, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { tariffsQuery } from "../tariffs/tariff.api.ts";
import type { FormHandle } from "../ui/schema-form.ts";

type Values = Record<string, unknown> & { switchAccounts: unknown[]; tariffId: string | null };

/** What both kinds of device may have of their own: codes that switches send for it, and a tariff instead of the customer's. */
export function DeviceExtras<V extends Values>({ handle: { field, form } }: { handle: FormHandle<V> }) {
  const { data } = useQuery(tariffsQuery);
  const { switchAccounts } = form.getValues();
  const plain = switchAccounts.every((code) => typeof code === "string");
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
      {plain ? (
        <TagsInput {...field("switchAccounts", "Account codes that name this device in CDRs. Enter after each.")} />
      ) : null}
    </>
  );
}
