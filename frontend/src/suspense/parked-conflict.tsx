import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "../api/client.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { conflictQuery } from "./suspense.api.ts";

type Reported = Schemas["SuspenseConflict"]["waiting"];

const words: Record<keyof Reported, string> = {
  billableMs: "Talk time (ms)",
  cldReceived: "Called number",
  cliReceived: "Calling number",
  setupAt: "Setup",
  answeredAt: "Answered",
  endedAt: "Ended",
  accountCode: "Account code",
  sourceIp: "Source address",
  sipUser: "SIP user",
  gatewayId: "Gateway",
  sipCode: "SIP code",
  disconnectCause: "Q.850 cause",
  direction: "Direction",
  callId: "Call id",
};

interface Line {
  name: keyof Reported;
  posted: string | number | null;
  waiting: string | number | null;
  differs: boolean;
}

const shown = (name: keyof Reported, value: string | number | null) =>
  name.endsWith("At") && typeof value === "string" ? <Instant at={value} /> : (value ?? "–");

const columns: readonly Column<Line>[] = [
  { id: "field", header: "Field", main: true, cell: ({ name }) => words[name] },
  { id: "differs", header: "Compared", cell: ({ differs }) => (differs ? <strong>Differs</strong> : "Same") },
  { id: "posted", header: "Charged", cell: ({ name, posted }) => shown(name, posted) },
  { id: "waiting", header: "Waits", cell: ({ name, waiting }) => shown(name, waiting) },
];

/** The call that was charged and the record that came later, field by field, what differs first. */
export function ParkedConflict({ id }: { id: string }) {
  const { data, error } = useQuery(conflictQuery(id));
  if (error) return <ProblemNote error={error} />;
  if (!data) return <Loader size="sm" />;
  const { posted, waiting, differs } = data;
  if (!posted)
    return <p className="dim">The call that was charged is not found: its customer is known otherwise now.</p>;
  const lines = (Object.keys(words) as (keyof Reported)[])
    .map((name) => ({ name, posted: posted[name], waiting: waiting[name], differs: differs.includes(name) }))
    .sort((a, b) => Number(b.differs) - Number(a.differs));
  return (
    <>
      <h2>Charged and waiting</h2>
      <p>
        {posted.account} was charged <Money value={posted.charge} currency={posted.currency} /> for it.
      </p>
      <DataTable label="Charged and waiting" columns={columns} rows={lines} rowKey={({ name }) => name} />
    </>
  );
}
