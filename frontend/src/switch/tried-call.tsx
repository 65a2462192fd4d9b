import { TraceSteps } from "../cdrs/trace-steps.tsx";
import { TriedRegistration } from "../registrations/tried-registration.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Duration, Instant, Money } from "../ui/figures.tsx";
import { Status } from "../ui/status.tsx";
import type { SimulationView } from "./try-call.api.ts";

type Verdict = SimulationView["verdict"];
type Allowed = Extract<Verdict, { verdict: "allow" }>;
type Offered = Allowed["routes"][number];

const routeColumns: readonly Column<Offered>[] = [
  { id: "gateway", header: "Gateway", main: true, cell: ({ id }) => id },
  { id: "uri", header: "Sent to", cell: ({ uri }) => <span className="mono">{uri}</span> },
  { id: "wait", header: "Waits", align: "end", cell: ({ timeout_s }) => <Duration seconds={timeout_s} /> },
];

/** The verdict on top, then where the call would go, then every step. */
export function TriedCall({ account, tried }: { account: string; tried: SimulationView }) {
  const { verdict, charge, device, at, trace } = tried;
  return (
    <>
      <section className="section" aria-label="Verdict">
        {verdict.verdict === "allow" ? <AllowedFacts verdict={verdict} /> : <DeniedFacts verdict={verdict} />}
        <dl className="facts">
          {charge ? (
            <>
              <dt>Price</dt>
              <dd>
                <Money value={charge.amount} currency={charge.currency} least={4} />
                <span className="dim">
                  {" "}
                  for {charge.durationSeconds} s, {charge.billedSeconds} s billed
                </span>
              </dd>
            </>
          ) : null}
          <dt>Device</dt>
          <dd className="mono">{device.name}</dd>
          {device.id.startsWith("sip_") ? <TriedRegistration account={account} deviceId={device.id} /> : null}
          <dt>At</dt>
          <dd>
            <Instant at={at} />
          </dd>
        </dl>
      </section>
      {verdict.verdict === "allow" && verdict.routes.length > 0 ? (
        <DataTable
          label="Gateways in their turn"
          columns={routeColumns}
          rows={verdict.routes}
          rowKey={({ uri }) => uri}
        />
      ) : null}
      <section className="section" aria-label="Steps">
        <h2>Steps</h2>
        <TraceSteps trace={trace} />
      </section>
    </>
  );
}

function AllowedFacts({ verdict }: { verdict: Allowed }) {
  return (
    <>
      <p className="why-charge">
        <Status value="ALLOWED" tone="ok" label={verdict.emergency ? "Emergency: always goes" : "Goes"} />
      </p>
      <dl className="facts">
        <dt>Number</dt>
        <dd className="mono">{verdict.cld}</dd>
        <dt>Caller</dt>
        <dd className="mono">{verdict.cli || "hidden"}</dd>
        <dt>At most</dt>
        <dd>
          <Duration seconds={verdict.max_duration_s} />
        </dd>
        <dt>Codecs</dt>
        <dd>{verdict.codecs.join(", ") || "as the two sides agree"}</dd>
        <dt>Media</dt>
        <dd>{verdict.media === "proxy" ? "relayed" : "direct"}</dd>
      </dl>
    </>
  );
}

const DeniedFacts = ({ verdict }: { verdict: Extract<Verdict, { verdict: "deny" }> }) => (
  <>
    <p className="why-charge">
      <Status value="DENIED" tone="bad" label="Refused" />
      <span className="mono dim">{verdict.reject.reason}</span>
    </p>
    <p>{verdict.reject.text}</p>
    <dl className="facts">
      <dt>SIP answer</dt>
      <dd>{verdict.reject.sip_code}</dd>
      <dt>Q.850 cause</dt>
      <dd>{verdict.reject.q850}</dd>
    </dl>
  </>
);
