import { Drawer, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { TariffName } from "../tariffs/tariff-name.tsx";
import { Code } from "../ui/copy.tsx";
import { Duration, Instant, Money } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { useLayer } from "../ui/use-layer.ts";
import { ViewAsApi } from "../ui/view-as-api.tsx";
import { type CallView, callQuery, callsPath } from "./call.api.ts";
import { CallLevels } from "./call-levels.tsx";
import { CallDevice, CallSource } from "./call-origin.tsx";
import { TraceSteps } from "./trace-steps.tsx";
import "./call-why.css";

interface CallWhyProps {
  account: string;
  currency: string;
  /** Empty: nothing is open. */
  id: string;
  onClose(): void;
}

/** Why a call cost what it cost: every step of the decision with its outcome, and the arithmetic of the charge. */
export function CallWhy({ account, currency, id, onClose }: CallWhyProps) {
  useLayer(id !== "", onClose);
  const call = useQuery({ ...callQuery(account, id), enabled: id !== "" });
  return (
    <Drawer opened={id !== ""} onClose={onClose} size={560} title="Why this call cost what it cost">
      {call.isError ? <ProblemNote error={call.error} retry={call.refetch} /> : null}
      {call.isPending && id ? <Skeleton height={220} /> : null}
      {call.data ? <Why call={call.data} currency={currency} /> : null}
      {id ? <ViewAsApi call={{ method: "GET", path: `${callsPath(account)}/${id}` }} /> : null}
    </Drawer>
  );
}

function Why({ call, currency }: { call: CallView; currency: string }) {
  return (
    <div className="section why">
      <p className="why-charge">
        <strong>
          <Money value={call.charge} currency={currency} least={4} />
        </strong>
        <span className="dim">
          {call.billedSeconds} s billed of {call.durationSeconds} s
          {Number(call.tax) > 0 ? <> · of which tax {<Money value={call.tax} least={4} />}</> : null}
        </span>
        <Status value={call.disposition} label={sentence(call.disposition)} />
      </p>
      <section aria-label="Steps">
        <h2>Steps</h2>
        <TraceSteps trace={call.trace ?? []} />
      </section>
      {call.levels.length > 0 ? <CallLevels call={call} currency={currency} /> : null}
      {call.costTrace.length > 0 ? <CostAndMargin call={call} /> : null}
      <section aria-label="Record">
        <h2>Record</h2>
        <dl className="facts">
          <Fact name="Setup">
            <Instant at={call.setupAt} />
          </Fact>
          <Fact name="Answered">
            <Instant at={call.answeredAt} />
          </Fact>
          <Fact name="Ended">
            <Instant at={call.endedAt} />
          </Fact>
          <Fact name="Duration">
            <Duration seconds={call.durationSeconds} />
          </Fact>
          <Fact name="CLI received">
            <span className="mono">{call.cliReceived || "–"}</span>
          </Fact>
          <Fact name="CLD received">
            <span className="mono">{call.cldReceived}</span>
          </Fact>
          <Fact name="Rated as">
            <span className="mono">{call.cld}</span>
          </Fact>
          <Fact name="Tariff">
            <TariffName id={call.tariffId} />
            {call.tariffVersion ? <span className="dim"> version {call.tariffVersion}</span> : null}
          </Fact>
          <CallDevice call={call} />
          <CallSource call={call} />
          <Fact name="Call id of the switch">
            <Code value={call.callId} what="call id" />
          </Fact>
          <Fact name="SIP code · Q.850">
            {call.sipCode ?? "–"} · {call.disconnectCause ?? "–"}
          </Fact>
        </dl>
      </section>
    </div>
  );
}

/** What the vendor bills for it and what is left, each said to be unknown where it is. */
function CostAndMargin({ call }: { call: CallView }) {
  const unknown = <span className="dim">not known</span>;
  return (
    <section aria-label="Cost and margin">
      <h2>Cost and margin</h2>
      <dl className="facts">
        <Fact name="Cost">
          {call.cost === null ? unknown : <Money value={call.cost} currency={call.costCurrency ?? ""} least={4} />}
        </Fact>
        <Fact name="Margin">
          {call.margin === null ? (
            unknown
          ) : (
            <>
              <Money value={call.margin} currency={call.marginCurrency ?? ""} least={4} />{" "}
              {call.loss ? <Status value="LOSS" tone="bad" label="Loss" /> : null}
            </>
          )}
        </Fact>
      </dl>
      <TraceSteps trace={call.costTrace} />
    </section>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);
