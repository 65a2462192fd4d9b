import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { TraceSteps } from "../cdrs/trace-steps.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { ListNotes } from "./list-notes.tsx";
import { type ListPlace, type RuleListView, type TriedNumber, tryQuery, tryTextQuery } from "./translation.api.ts";

interface TryProps {
  place: ListPlace;
  label: string;
}

/** A number goes through the list as it is kept. */
export function TryNumber({ place, label }: TryProps) {
  const [asked, fields] = useAsked(place, label);
  const tried = useQuery({ ...tryQuery(place, asked), placeholderData: keepPreviousData });
  return (
    <section className="try-number" aria-label="Try a number">
      <h2>Try a number</h2>
      {fields}
      <Tried number={asked.number} tried={tried} />
    </section>
  );
}

/** A number goes through the list as it is typed, before it is saved; what is remarkable about the list is said. */
export function TryText({ place, label, text, kept }: TryProps & { text: string; kept?: RuleListView }) {
  const [asked, fields] = useAsked(place, label);
  const [settled] = useDebouncedValue(text, 250);
  const tried = useQuery({ ...tryTextQuery(place, { ...asked, text: settled }), placeholderData: keepPreviousData });
  return (
    <section className="try-number" aria-label="Try a number with these rules">
      <ListNotes place={place} text={settled} {...(kept ? { kept } : {})} />
      {fields}
      <Tried number={asked.number} tried={tried} />
    </section>
  );
}

function useAsked(place: ListPlace, label: string) {
  const [number, setNumber] = useState("");
  const [cli, setCli] = useState("");
  const [asked] = useDebouncedValue({ number: number.trim(), cli: cli.trim() }, 250);
  const fields = (
    <div className="try-fields">
      <TextInput
        label={label}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        placeholder="442071234567"
        inputMode="tel"
        maxLength={60}
      />
      {place.list === "cli" ? (
        <TextInput
          label="Caller's number"
          value={cli}
          onChange={(event) => setCli(event.currentTarget.value)}
          inputMode="tel"
          maxLength={60}
        />
      ) : null}
    </div>
  );
  return [asked, fields] as const;
}

function Tried({ number, tried }: { number: string; tried: UseQueryResult<TriedNumber> }) {
  if (number === "") return <p className="dim">Type a number to see which rule takes it, step by step.</p>;
  if (tried.isError) return <ProblemNote error={tried.error} />;
  if (!tried.data) return <p className="dim">…</p>;
  const { result, refused, steps } = tried.data;
  return (
    <div aria-live="polite" data-stale={tried.isPlaceholderData}>
      <p className="try-result">
        {refused ? (
          <Status value={refused} tone="bad" label="Refused" />
        ) : (
          <strong className="mono">{result || "hidden"}</strong>
        )}
        {refused ? <span className="mono dim">{refused}</span> : null}
      </p>
      <TraceSteps trace={steps} />
    </div>
  );
}
