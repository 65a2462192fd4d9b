import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { recentCallsQuery } from "../cdrs/call.api.ts";
import { Duration, Instant, Money } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";

/** The newest few calls, each with the way to its why: a list, so that the first page loads no table. */
export function LatestCalls({ account, currency }: { account: string; currency: string }) {
  const calls = useQuery(recentCallsQuery(account));
  if (calls.isError) return <ProblemNote error={calls.error} retry={calls.refetch} />;
  if (calls.data?.items.length === 0) return <p className="dim">No call yet.</p>;
  return (
    <ul className="portal-calls" aria-busy={calls.isPending}>
      {calls.data?.items.map(({ id, setupAt, cld, cli, destination, durationSeconds, charge, disposition }) => (
        <li key={id}>
          <span className="portal-call-who">
            <Link to="/customers/$account/calls" params={{ account }} search={{ call: id }} className="mono">
              {cld || cli || "–"}
            </Link>
            <span className="dim">{destination ?? sentence(disposition)}</span>
          </span>
          <span className="portal-call-when dim">
            <Instant at={setupAt} />
          </span>
          <span className="portal-call-cost">
            {disposition === "ANSWERED" ? <Duration seconds={durationSeconds} /> : sentence(disposition)}
            <Money value={charge} currency={currency} least={4} />
          </span>
        </li>
      ))}
    </ul>
  );
}
