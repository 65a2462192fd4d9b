import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { counted } from "../../../functions/time/counted.ts";
import { readList } from "../../../functions/translation/rule-list.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { type ChangedNumbersView, type ChangedNumberView, changedQuery, type ListPlace } from "./translation.api.ts";

const Made = ({ result, refused }: ChangedNumberView["before"]) =>
  refused ? <Status value={refused} tone="bad" label="Refused" /> : <span className="mono">{result || "hidden"}</span>;

const columnsOf = (isCli: boolean): Column<ChangedNumberView>[] => [
  {
    id: "number",
    header: isCli ? "Destination" : "Number",
    main: true,
    cell: ({ number }) => <span className="mono">{number || "hidden"}</span>,
  },
  { id: "before", header: isCli ? "Caller ID now" : "Now", cell: ({ before }) => <Made {...before} /> },
  { id: "after", header: "With these rules", cell: ({ after }) => <Made {...after} /> },
  { id: "calls", header: "Calls", align: "end", cell: ({ calls }) => calls },
];

/** How much was looked at: without it a short list would say more than it knows. */
function lookedAt({ calls, isWhole, translatedCalls, items, changed }: ChangedNumbersView): string {
  const parts = [
    isWhole ? `Of ${counted(calls, "call")} of the last 24 hours.` : `Of the newest 10,000 calls of the last 24 hours.`,
  ];
  if (translatedCalls > 0)
    parts.push(
      `${counted(translatedCalls, "further call")} came with numbers that their switch had translated already.`,
    );
  if (changed > items.length) parts.push(`Shown are the ${items.length} with the most calls.`);
  return parts.join(" ");
}

function summary({ changed, numbers, calls }: ChangedNumbersView): string {
  if (calls === 0) return "No call of the last 24 hours has a number that goes through this list.";
  if (changed === 0) return `None of ${counted(numbers, "number")} would change.`;
  return `${counted(changed, "number")} of ${numbers.toLocaleString("en")} would change.`;
}

interface ChangedNumbersProps {
  place: ListPlace;
  /** The list as it would be kept. */
  text: string;
}

/** Which numbers of the last 24 hours the list would treat otherwise once it is saved. */
export function ChangedNumbers({ place, text }: ChangedNumbersProps) {
  const [settled] = useDebouncedValue(text, 600);
  const isSound = readList(settled, place.list).faults.length === 0;
  const changed = useQuery({ ...changedQuery(place, settled), enabled: isSound, placeholderData: keepPreviousData });
  return (
    <section className="changed-numbers" aria-label="Numbers that would change" aria-live="polite">
      <h3>Numbers of the last 24 hours</h3>
      {isSound ? null : <p className="dim">Shown as soon as the rules have no fault.</p>}
      {changed.isError ? <ProblemNote error={changed.error} retry={changed.refetch} /> : null}
      {isSound && changed.data ? <Found of={changed.data} isCli={place.list === "cli"} /> : null}
    </section>
  );
}

function Found({ of, isCli }: { of: ChangedNumbersView; isCli: boolean }) {
  return (
    <>
      <p>
        <strong>{summary(of)}</strong>{" "}
        <span className="dim">{of.calls > 0 || of.translatedCalls > 0 ? lookedAt(of) : null}</span>
      </p>
      {of.items.length > 0 ? (
        <DataTable
          label="Numbers that would change"
          columns={columnsOf(isCli)}
          rows={of.items}
          rowKey={({ number, cli }) => `${number} ${cli}`}
        />
      ) : null}
    </>
  );
}
