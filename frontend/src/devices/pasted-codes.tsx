import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { NamedSource } from "../../../functions/intake/code-lines.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { countOf } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { type CheckedCode, checkCodes } from "./device.api.ts";
import { type Code, textOfCode } from "./switch-code-text.ts";
import "./pasted-codes.css";

interface PastedCodesProps {
  account: string | undefined;
  deviceId: string | undefined;
  sources: readonly NamedSource[];
  /** What the form has already. */
  held: readonly Code[];
  take(codes: Code[]): void;
}

const tones = { free: "ok", own: "neutral", taken: "bad", duplicate: "warn", bad: "bad" } as const;

const columnsOf = (sources: readonly NamedSource[]): readonly Column<CheckedCode>[] => [
  { id: "line", header: "Line", align: "end", cell: ({ line }) => line },
  {
    id: "code",
    header: "Code",
    main: true,
    cell: ({ code }) => (code === null ? "–" : <span className="mono">{textOfCode(code, sources)}</span>),
  },
  { id: "verdict", header: "Result", cell: ({ verdict }) => <Status value={verdict} tone={tones[verdict]} /> },
  { id: "message", header: "Why", cell: ({ message }) => message },
];

/** A list of codes, one a line. What would become of each is shown first; the free ones are then taken into the form. */
export function PastedCodes({ account, deviceId, sources, held, take }: PastedCodesProps) {
  const [text, setText] = useState("");
  const check = useMutation({ mutationFn: () => checkCodes({ account, deviceId, lines: text.split(/\r?\n/) }) });
  const has = new Set(held.map((code) => JSON.stringify(code)));
  const rows = check.data?.items ?? [];
  const free = rows.flatMap(({ verdict, code }) =>
    verdict === "free" && code !== null && !has.has(JSON.stringify(code)) ? [code] : [],
  );
  return (
    <details className="pasted-codes">
      <summary>Paste many codes</summary>
      <Textarea
        label="One per line: code, or source and code"
        description="Source and code stand with a comma, semicolon or tab between, as “PBX, 1001”."
        classNames={{ input: "mono" }}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          check.reset();
        }}
        rows={5}
        spellCheck={false}
      />
      <Button variant="default" disabled={text.trim() === ""} loading={check.isPending} onClick={() => check.mutate()}>
        Check the lines
      </Button>
      {check.isError ? <ProblemNote error={check.error} /> : null}
      {check.data ? (
        <>
          <DataTable
            label="Pasted codes"
            columns={columnsOf(sources)}
            rows={rows}
            rowKey={({ line }) => String(line)}
          />
          <Button disabled={free.length === 0} onClick={() => take(free)}>
            Take {countOf(free.length, false, "free code")}
          </Button>
          <p className="dim">They are kept when the form is saved.</p>
        </>
      ) : null}
    </details>
  );
}
