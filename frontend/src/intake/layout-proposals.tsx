import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { plainCsv } from "../../../functions/intake/csv-dialect.ts";
import type { Proposal, Sniffed } from "./intake.api.ts";
import { columnValues, csvValues, type SourceHandle } from "./source-values.ts";
import { formatNames } from "./source-words.ts";

interface LayoutProposalsProps {
  handle: SourceHandle;
  sample: Sniffed & { name: string };
  fixed: boolean;
}

/** What a sample may be, best first, each with how sure that is and why. Nothing is taken until a person says so. */
export function LayoutProposals({ handle: { form }, sample, fixed }: LayoutProposalsProps) {
  const [taken, setTaken] = useState<Proposal>();
  const values = form.getValues();
  const take = (proposal: Proposal) => {
    setTaken(proposal);
    const { template = "", onlyLinesWith = "", columns = {}, csv = plainCsv } = proposal.settings;
    form.setValues({
      ...values,
      ...{ format: proposal.format, template, onlyLinesWith, needsTimeZone: proposal.needsTimeZone },
      // What is read of another layout may be no choice here.
      billableFrom: proposal.format === values.format ? values.billableFrom : "",
      columns: columnValues(columns),
      csv: csvValues(csv),
    });
    form.clearErrors();
  };
  if (sample.proposals.length === 0)
    return (
      <p role="status">
        <strong>{sample.name}</strong>: {sample.reason}
      </p>
    );
  return (
    <section className="proposals" aria-label={`What ${sample.name} may be`}>
      <p role="status">
        <strong>{sample.name}</strong> may be:
      </p>
      <ul>
        {sample.proposals.map((proposal) => {
          const name = formatNames[proposal.format];
          const isTaken = taken === proposal;
          const is = `${name}, ${proposal.certainty} %`;
          return (
            <li key={is + proposal.because} data-taken={isTaken}>
              <div>
                <strong>{name}</strong> <span className="figure">{proposal.certainty} % sure</span>
                <p className="dim">{proposal.because}</p>
              </div>
              {fixed && proposal.format !== values.format ? (
                <span className="dim">Needs a source of its own</span>
              ) : (
                <Button
                  variant={isTaken ? "filled" : "default"}
                  aria-pressed={isTaken}
                  aria-label={`Use ${is}`}
                  leftSection={isTaken ? <IconCheck size={14} /> : null}
                  onClick={() => take(proposal)}
                >
                  Use
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
