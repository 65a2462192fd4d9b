import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Below } from "../ui/below.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Duration, Instant, Money } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import type { LiveCallView } from "./live-call.api.ts";

interface Wanted {
  /** The list is of one customer, which needs no column. */
  isOwn: boolean;
  seesVendors: boolean;
  mayStop: boolean;
  /** Milliseconds since the list was read. */
  agoMs: number;
  stop(call: LiveCallView): void;
}

const Called = ({ value, below }: { value: string; below?: string | null }) => (
  <>
    <span className="mono">{value || <span className="dim">hidden</span>}</span>
    <Below>{below}</Below>
  </>
);

const Gateways = ({ gateways }: Pick<LiveCallView, "gateways">) => {
  const [first, ...others] = gateways ?? [];
  if (!first) return <span className="dim">–</span>;
  const all = gateways?.map(({ gateway, vendor }) => `${gateway} (${vendor ?? "no vendor"})`).join(", then ");
  return (
    <span title={all}>
      {first.gateway}
      {others.length > 0 ? <span className="dim"> and {others.length} more</span> : null}
      <Below>{first.vendor}</Below>
    </span>
  );
};

function State({ call, mayStop, stop }: { call: LiveCallView } & Pick<Wanted, "mayStop" | "stop">) {
  if (call.stop)
    return (
      <span title={call.stop.note || sentence(call.stop.reason)}>
        <Status value="STOPPING" tone="bad" label={call.stop.at === null ? sentence(call.stop.reason) : "Stopping"} />
      </span>
    );
  if (!call.asksAgain)
    return (
      <span className="dim" title="Its switch asks for no more time, so nothing can be told to it.">
        No stop
      </span>
    );
  return mayStop ? (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={`Stop the call of ${call.account} to ${call.cld}`}
      onClick={() => stop(call)}
    >
      Stop
    </Button>
  ) : (
    <Status value="UP" tone="ok" label="Up" />
  );
}

export function liveCallColumns({ isOwn, seesVendors, mayStop, agoMs, stop }: Wanted): Column<LiveCallView>[] {
  const all: (Column<LiveCallView> & { shown?: boolean })[] = [
    {
      id: "account",
      header: "Customer",
      main: !isOwn,
      shown: !isOwn,
      cell: ({ account, company }) => (
        <>
          <Link to="/customers/$account" params={{ account }}>
            {company || account}
          </Link>
          <Below>
            <span className="mono">{account}</span>
          </Below>
        </>
      ),
    },
    {
      id: "cld",
      header: "To",
      main: isOwn,
      cell: ({ cld, destination, direction }) => (
        <Called value={cld} below={direction === "incoming" ? "comes in" : destination} />
      ),
    },
    { id: "cli", header: "From", cell: ({ cli, device }) => <Called value={cli} below={device} /> },
    {
      id: "gateways",
      header: "First gateway",
      shown: seesVendors,
      cell: ({ gateways }) => <Gateways gateways={gateways} />,
    },
    {
      id: "since",
      header: "Since",
      cell: (call) => (
        <>
          <Instant at={call.since} />
          {isOwn ? null : <Below>{call.switch}</Below>}
        </>
      ),
    },
    {
      id: "elapsed",
      header: "Elapsed",
      align: "end",
      cell: ({ elapsedSeconds }) => <Duration seconds={elapsedSeconds + Math.floor(agoMs / 1000)} />,
    },
    {
      id: "charge",
      header: "Cost so far, held",
      align: "end",
      cell: ({ charge, reserved, currency, answeredAt }) => (
        <>
          <span title={answeredAt ? undefined : "At most: when it was answered is not known yet."}>
            {answeredAt ? null : <span className="dim">≤ </span>}
            <Money value={charge} currency={currency} least={4} />
          </span>
          <Below>
            of <Money value={reserved} least={4} />
          </Below>
        </>
      ),
    },
    { id: "state", header: "", bare: true, cell: (call) => <State call={call} mayStop={mayStop} stop={stop} /> },
  ];
  return all.filter(({ shown = true }) => shown);
}
