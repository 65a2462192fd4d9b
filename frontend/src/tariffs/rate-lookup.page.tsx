import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { InstantField } from "../ui/instant-field.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { type LookupAsked, lookupPath, lookupQuery } from "./rate-lookup.api.ts";
import { RateLookupResult } from "./rate-lookup-result.tsx";
import { useTariffs } from "./use-tariffs.ts";

/** What a number costs at an instant, which rates it meets, and why one of them is the price. */
export function RateLookupPage() {
  const asked = useSearch({ from: "/inside/rates/lookup" });
  const navigate = useNavigate({ from: "/rates/lookup" });
  const found = useQuery(lookupQuery(asked));
  return (
    <Page title="Rate lookup" call={{ method: "GET", path: lookupPath, query: asked }}>
      <LookupForm key={JSON.stringify(asked)} asked={asked} look={(next) => void navigate({ search: next })} />
      {found.isError ? <ProblemNote error={found.error} retry={found.refetch} /> : null}
      {found.data ? <RateLookupResult found={found.data} /> : null}
      {!found.data && !found.isError && !found.isFetching ? (
        <p className="dim">
          Give a number and a tariff, or a customer: its own tariff, override cards, tax and decimals then count.
        </p>
      ) : null}
    </Page>
  );
}

interface LookupFormProps {
  asked: LookupAsked;
  look(next: LookupAsked): void;
}

function LookupForm({ asked, look }: LookupFormProps) {
  const { data } = useTariffs();
  const [form, setForm] = useState(asked);
  const set = (part: Partial<LookupAsked>) => setForm({ ...form, ...part });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const tariff = form.tariff || form.account ? form.tariff : (data?.items[0]?.id ?? "");
    look({ ...form, number: form.number.trim(), account: form.account.trim(), tariff });
  };
  const tariffs = (data?.items ?? []).map(({ id, name, currency }) => ({ value: id, label: `${name} (${currency})` }));
  const own = form.account ? [{ value: "", label: "The customer's own" }] : [];
  return (
    <form className="toolbar" onSubmit={submit} aria-label="Rate lookup">
      <TextInput
        label="Number"
        placeholder="+44 7911 123456"
        inputMode="tel"
        required
        data-search
        value={form.number}
        onChange={(event) => set({ number: event.currentTarget.value })}
      />
      <TextInput
        label="Customer"
        placeholder="Account code, if any"
        value={form.account}
        onChange={(event) => set({ account: event.currentTarget.value })}
      />
      <NativeSelect
        label="Tariff"
        value={form.tariff}
        onChange={(event) => set({ tariff: event.currentTarget.value })}
        data={[...own, ...tariffs]}
      />
      <InstantField label="At (empty: now)" value={form.at} onChange={(at) => set({ at })} />
      <Button type="submit">Look up</Button>
    </form>
  );
}
