import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { useIsCustomer } from "../auth/use-may.ts";
import { ipDevicesQuery, sipDevicesQuery } from "../devices/device.api.ts";
import { Copy } from "../ui/copy.tsx";
import { InstantField } from "../ui/instant-field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { ViewAsApi } from "../ui/view-as-api.tsx";
import { TriedCall } from "./tried-call.tsx";
import { bodyOf, type CallAsked, ruleFields, simulatePath, simulationQuery } from "./try-call.api.ts";

/** Whether a call of the customer would go, where and at what price, with every step. Nothing is held; the address can be shared. */
export function TryCallPage() {
  const { account } = useParams({ from: "/inside/customers/$account" });
  const asked = useSearch({ from: "/inside/customers/$account/try-call" });
  const navigate = useNavigate();
  const isCustomer = useIsCustomer();
  const tried = useQuery(simulationQuery(account, asked));
  const ask = (next: CallAsked) =>
    void navigate({ to: "/customers/$account/try-call", params: { account }, search: next });
  return (
    <>
      <p className="dim">
        The decision that a switch would hear for this call, now or at another instant. Nothing is held and nothing is
        kept; the page's address shows the same again to whoever has it.
      </p>
      <CallForm key={JSON.stringify(asked)} account={account} asked={asked} ask={ask} />
      {tried.isError ? <ProblemNote error={tried.error} retry={tried.refetch} /> : null}
      {tried.data ? <TriedCall account={account} tried={tried.data} /> : null}
      {tried.data ? <ShareLink /> : null}
      {tried.data ? <ViewAsApi call={{ method: "POST", path: simulatePath(account), body: bodyOf(asked) }} /> : null}
      {!tried.data && !tried.isError && !tried.isFetching ? (
        <p className="dim">
          Type a number as {isCustomer ? "you" : "the customer"} would dial it, with the dial prefix if there is one.
        </p>
      ) : null}
    </>
  );
}

/** The address asks the same again: without an instant at the present one. */
const ShareLink = () => (
  <p className="dim">
    Link to this call <Copy value={window.location.href} what="link" />
  </p>
);

interface CallFormProps {
  account: string;
  asked: CallAsked;
  ask(next: CallAsked): void;
}

const ruleLabels = {
  destinationRules: "Destination rules",
  sourceRules: "Source rules",
  cliRules: "Caller ID rules by destination",
} as const;

function useDevices(account: string) {
  const ip = useQuery(ipDevicesQuery(account));
  const sip = useQuery(sipDevicesQuery(account));
  return [
    ...(ip.data?.items ?? []).map((one) => ({
      value: one.id,
      label: `${one.ip}${one.dialPrefix === "%" ? "" : ` ${one.dialPrefix}`}`,
    })),
    ...(sip.data?.items ?? []).map(({ id, login }) => ({ value: id, label: login })),
  ];
}

function CallForm({ account, asked, ask }: CallFormProps) {
  const devices = useDevices(account);
  const [form, setForm] = useState(asked);
  const set = (part: Partial<CallAsked>) => setForm({ ...form, ...part });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask({ ...form, cld: form.cld.trim(), cli: form.cli.trim(), seconds: form.seconds.trim() });
  };
  return (
    <form className="toolbar" onSubmit={submit} aria-label="Try a call">
      <TextInput
        label="Number dialled"
        w={160}
        placeholder="+44 7911 123456"
        inputMode="tel"
        required
        data-search
        value={form.cld}
        onChange={(event) => set({ cld: event.currentTarget.value })}
      />
      <TextInput
        label="Caller's number"
        w={150}
        inputMode="tel"
        value={form.cli}
        onChange={(event) => set({ cli: event.currentTarget.value })}
      />
      <NativeSelect
        label="Device"
        value={form.device}
        onChange={(event) => set({ device: event.currentTarget.value })}
        data={[{ value: "", label: "The first that the number fits" }, ...devices]}
      />
      <InstantField label="At (empty: now)" value={form.at} onChange={(at) => set({ at })} />
      <TextInput
        label="Seconds to price"
        w={110}
        placeholder="60"
        inputMode="numeric"
        value={form.seconds}
        onChange={(event) => set({ seconds: event.currentTarget.value })}
      />
      <Button type="submit">Try</Button>
      <details className="wide" open={ruleFields.some((name) => form[name] !== "")}>
        <summary>Try other rules before saving them</summary>
        <div className="fields">
          {ruleFields.map((name) => (
            <Textarea
              key={name}
              label={ruleLabels[name]}
              description="A rule a line; empty: as saved."
              autosize
              minRows={2}
              maxRows={8}
              spellCheck={false}
              value={form[name]}
              onChange={(event) => set({ [name]: event.currentTarget.value })}
            />
          ))}
        </div>
      </details>
    </form>
  );
}
