import { Button, Menu } from "@mantine/core";
import { sizeText } from "../exports/export-words.ts";
import { Below } from "../ui/below.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { countOf, countText, sentence, withinSentence } from "../ui/format.ts";
import { RowMenuButton } from "../ui/row-menu-button.tsx";
import { Status } from "../ui/status.tsx";
import type { CallFileLine } from "./call-file.api.ts";

interface Actions {
  download(id: string): void;
  make(id: string): void;
  send(id: string): void;
}

export const isThere = ({ bytes, expiresAt }: CallFileLine): boolean =>
  bytes !== null && expiresAt !== null && Date.parse(expiresAt) > Date.now();

const words = { MAKING: "Being made", READY: "There", EMPTY: "No calls", FAILED: "Failed" } as const;

function State({ file }: { file: CallFileLine }) {
  const isGone = file.status === "READY" && !isThere(file);
  return (
    <>
      <Status value={isGone ? "GONE" : file.status} label={isGone ? "Gone" : words[file.status]} />
      {file.failure ? <span className="dim"> {file.failure.message}</span> : null}
    </>
  );
}

const bad = new Set(["FAILED", "NOT_SENT"]);

const ToldBy = ({ what, state }: { what: string; state: string }) => (
  <div className={bad.has(state) ? "negative" : undefined}>
    {what} {withinSentence(state)}
  </div>
);

/** What the receiver answered where it did not take the event, and when it is asked again. */
function Refusal({ webhookTry }: Pick<CallFileLine, "webhookTry">) {
  if (!webhookTry?.fault) return null;
  const { fault, status, tries, nextAt } = webhookTry;
  return (
    <Below>
      {fault === "BAD_STATUS" ? `Answered ${status}` : sentence(fault)}, tried {countOf(tries, false, "time")}
      {nextAt ? (
        <>
          , again <Instant at={nextAt} />
        </>
      ) : null}
    </Below>
  );
}

function Told({ file }: { file: CallFileLine }) {
  const { mail, webhook } = file;
  if (!mail && !webhook) return <span className="dim">–</span>;
  return (
    <>
      {mail ? <ToldBy what="Mail" state={mail} /> : null}
      {webhook ? <ToldBy what="Webhook" state={webhook} /> : null}
      <Refusal webhookTry={file.webhookTry} />
    </>
  );
}

/** A day's file in a line. */
export const callFileColumns = (actions: Actions): readonly Column<CallFileLine>[] => [
  { id: "day", header: "Day", main: true, cell: ({ day, timeZone }) => <span title={timeZone}>{day}</span> },
  { id: "status", header: "File", cell: (file) => <State file={file} /> },
  { id: "rows", header: "Calls", align: "end", cell: ({ rows }) => <span className="figure">{countText(rows)}</span> },
  {
    id: "charge",
    header: "Charge",
    align: "end",
    cell: ({ charge, currency }) => (currency ? <Money value={charge} currency={currency} least={4} /> : null),
  },
  {
    id: "size",
    header: "Size",
    align: "end",
    cell: ({ bytes }) => (bytes === null ? <span className="dim">–</span> : sizeText(bytes)),
  },
  {
    id: "revision",
    header: "Made",
    cell: ({ madeAt, revision }) => (
      <>
        <Instant at={madeAt} />
        {revision > 1 ? <span className="dim"> anew, {revision}</span> : null}
      </>
    ),
  },
  { id: "told", header: "Told", cell: (file) => <Told file={file} /> },
  { id: "expires", header: "File goes", cell: ({ expiresAt }) => <Instant at={expiresAt} relative /> },
  {
    id: "file",
    header: "",
    bare: true,
    cell: (file) =>
      isThere(file) ? (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Download the calls of ${file.day}`}
          onClick={() => actions.download(file.id)}
        >
          Download
        </Button>
      ) : null,
  },
  { id: "menu", header: "", bare: true, cell: (file) => <FileMenu file={file} actions={actions} /> },
];

const FileMenu = ({ file, actions }: { file: CallFileLine; actions: Actions }) => (
  <Menu position="bottom-end">
    <Menu.Target>
      <RowMenuButton name={`the calls of ${file.day}`} />
    </Menu.Target>
    <Menu.Dropdown>
      <Menu.Item onClick={() => actions.make(file.id)}>Make again now</Menu.Item>
      {isThere(file) ? <Menu.Item onClick={() => actions.send(file.id)}>Send again</Menu.Item> : null}
    </Menu.Dropdown>
  </Menu>
);
