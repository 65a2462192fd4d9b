import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import * as z from "zod";
import { NewRerate } from "../../../functions/rerates/rerate.ts";
import { useSeesVendors } from "../analysis/use-sees-vendors.ts";
import { useTariffs } from "../tariffs/use-tariffs.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { vendorsQuery } from "../vendors/vendor.api.ts";
import { type NewRerate as Body, beginRerate, type RerateView } from "./rerate.api.ts";
import { whatWords } from "./rerate-words.ts";

/** What is typed; `from` and `to` are UTC days, both included, or instants, of which the latter is not. */
const blank = {
  ...{ account: "", tariffId: "", from: "", to: "", prefix: "", destination: "", tariffVersion: "", vendor: "" },
  ...{ withTariff: "", what: "CHARGES", reason: "" },
};
type Values = typeof blank;
/** With what the form is opened from elsewhere. */
export type RerateStart = Partial<
  Pick<Values, "account" | "tariffId" | "from" | "to" | "prefix" | "destination" | "vendor" | "what">
>;

const dayMs = 86_400_000;
const dayBehind = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString();
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** Instants at which a UTC day begins are shown as days: `to` as the last one within. */
function shownTimes({ from, to }: { from: string; to: string }) {
  const isMidnight = (text: string) => !isDay(text) && Date.parse(text) % dayMs === 0;
  const dayOf = (text: string, behindMs: number) => new Date(Date.parse(text) - behindMs).toISOString().slice(0, 10);
  return { from: isMidnight(from) ? dayOf(from, 0) : from, to: isMidnight(to) ? dayOf(to, dayMs) : to };
}
/** An instant is too long for half a line. */
const inputOf = (text: string) =>
  ({
    ...(isDay(text) ? { type: "date" } : { type: "text", className: "wide" }),
    ...{ spellCheck: false, withAsterisk: true },
  }) as const;

function initialOf(start: RerateStart): Values {
  const asked = { ...blank, from: daysAgo(30), to: daysAgo(0), ...start };
  return { ...asked, ...shownTimes(asked) };
}

const bodyOf = ({ from, to, tariffVersion, what, reason, ...optional }: Values): Body => ({
  ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== "")) as Partial<Body>),
  from: isDay(from) ? `${from}T00:00:00Z` : from,
  to: isDay(to) ? dayBehind(to) : to,
  ...(tariffVersion === "" ? {} : { tariffVersion: Number(tariffVersion) }),
  what: what as Body["what"],
  reason,
});
const checked = z.preprocess((values) => bodyOf(values as Values), NewRerate);

interface RerateFormProps {
  start: RerateStart;
  began(job: RerateView): void;
  onClose(): void;
}

/** Which calls are rated again, and by what. What comes of it is shown before anything is changed. */
export function RerateForm({ start, began, onClose }: RerateFormProps) {
  const seesVendors = useSeesVendors();
  const { data: tariffs } = useTariffs();
  const { data: vendors } = useQuery({ ...vendorsQuery, enabled: seesVendors });
  const [initial] = useState(() => initialOf(start));
  const handle = useSchemaForm<Values, RerateView>({
    schema: checked,
    shape: NewRerate.shape,
    initial,
    save: (values) => beginRerate(bodyOf(values)),
    saved: began,
  });
  const { field } = handle;
  const items = tariffs?.items ?? [];
  const options = (all: { id: string; name: string }[], none: string) => [
    { value: "", label: none },
    ...all.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <DrawerForm title="Re-rate calls" verb="See what would change" handle={handle} onClose={onClose}>
      <p className="dim">
        Calls of the past are rated again by the prices that hold now for the time of the call. First you see what would
        change; nothing is corrected before somebody agrees. Name a customer, a tariff or both.
      </p>
      <TextInput {...field("account", "Its account code; empty: all.")} spellCheck={false} data-autofocus />
      <NativeSelect {...field("tariffId", "Calls that it charged, at any level.")} data={options(items, "Any")} />
      <div className="fields two">
        <TextInput
          {...field("from", isDay(initial.from) ? "UTC day." : "Instant, included.")}
          {...inputOf(initial.from)}
        />
        <TextInput
          {...field("to", isDay(initial.to) ? "UTC day, included." : "Instant, not included.")}
          {...inputOf(initial.to)}
        />
        <TextInput {...field("prefix", "Whole.")} inputMode="numeric" />
        <TextInput {...field("destination", "Whole name.")} />
        <TextInput {...field("tariffVersion", "That rated them.")} inputMode="numeric" />
        {seesVendors ? (
          <NativeSelect {...field("vendor", "That took them.")} data={options(vendors?.items ?? [], "Any")} />
        ) : null}
      </div>
      <NativeSelect
        {...field("withTariff", "For customers. Resellers are charged by the tariff that charged them.")}
        data={options(
          items.filter(({ kind }) => kind === "SELL"),
          "The tariff that charged the call, as it is now",
        )}
      />
      {seesVendors ? (
        <NativeSelect
          {...field("what", "")}
          data={Object.entries(whatWords).map(([value, label]) => ({ value, label }))}
        />
      ) : null}
      <TextInput {...field("reason", "Stands on statements, invoices and calls: customers read it.")} withAsterisk />
    </DrawerForm>
  );
}
