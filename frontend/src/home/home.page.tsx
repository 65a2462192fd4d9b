import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { sessionQuery } from "../auth/session.api.ts";
import { useMay } from "../auth/use-may.ts";
import { sourcesQuery, uploadsQuery } from "../intake/intake.api.ts";
import { useIsSeller } from "../resellers/use-is-seller.ts";
import { suspenseCountsQuery } from "../suspense/suspense.api.ts";
import { Instant } from "../ui/figures.tsx";
import { countText, sentence } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import "./home.css";

/** What needs a hand now, and where the daily work is. Nothing is shown that is zero, or asked for that one may not see. */
const OwnReseller = lazy(async () => ({ default: (await import("./own-account.tsx")).OwnReseller }));

export function HomePage() {
  const seesIntake = useMay("intake:read");
  return (
    <Page title="Home">
      <div className="columns">
        {seesIntake ? (
          <>
            <Attention />
            <LastDeliveries />
          </>
        ) : null}
        <DailyWork />
        <OwnAccount />
      </div>
    </Page>
  );
}

/** A reseller's own standing. */
function OwnAccount() {
  const { data: session } = useQuery(sessionQuery);
  const account = session?.user.account;
  if (!account) return null;
  return (
    <Suspense fallback={null}>
      <OwnReseller account={account} />
    </Suspense>
  );
}

/** What the person may do of it. */
function DailyWork() {
  const isSeller = useIsSeller();
  const may = {
    find: useMay("customers:read") && isSeller,
    add: useMay("customers:write"),
    upload: useMay("intake:write"),
    rates: useMay("tariffs:write"),
  };
  if (!Object.values(may).some(Boolean) && !isSeller) return null;
  if (!Object.values(may).some(Boolean))
    return <p className="dim">Nothing here is yours to do. The menu has the rest.</p>;
  return (
    <section className="section" aria-label="Daily work">
      <h2>Daily work</h2>
      <ul className="home-links">
        {may.find ? (
          <li>
            <Link to="/customers">Find a customer</Link>
          </li>
        ) : null}
        {may.add ? (
          <li>
            <Link to="/customers/new">Add a customer</Link>
          </li>
        ) : null}
        {may.upload ? (
          <li>
            <Link to="/intake">Upload a CDR file</Link>
          </li>
        ) : null}
        {may.rates ? (
          <li>
            <Link to="/tariffs">Change rates</Link>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

/** Parked records by reason, the most frequent first, and files that could not be read. */
function Attention() {
  const counts = useQuery(suspenseCountsQuery);
  const uploads = useQuery(uploadsQuery());
  const waiting = new Map<string, number>();
  for (const { reason, count } of counts.data?.items ?? [])
    if (count > 0) waiting.set(reason, (waiting.get(reason) ?? 0) + count);
  const failed = (uploads.data?.items ?? []).filter(({ status }) => status === "failed");
  if (counts.isError) return <ProblemNote error={counts.error} retry={counts.refetch} />;
  if (counts.isPending) return null;
  return (
    <section className="section" aria-label="Needs attention">
      <h2>Needs attention</h2>
      {waiting.size + failed.length === 0 ? (
        <p className="dim">Nothing. Every record that came in was charged.</p>
      ) : null}
      {waiting.size > 0 ? <p className="dim">Records that wait in suspense</p> : null}
      <dl className="facts home-facts">
        {[...waiting]
          .sort(([, one], [, other]) => other - one)
          .map(([reason, count]) => (
            <div key={reason}>
              <dt>
                <Link to="/suspense" search={{ reason }}>
                  {sentence(reason)}
                </Link>
              </dt>
              <dd className="figure">{countText(count)}</dd>
            </div>
          ))}
      </dl>
      <ul className="home-links">
        {failed.map(({ id, fileName }) => (
          <li key={id}>
            <Link to="/intake">The file {fileName} could not be read</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LastDeliveries() {
  const { data } = useQuery(sourcesQuery);
  if (!data?.items.length) return null;
  return (
    <section className="section" aria-label="CDR sources">
      <h2>CDR sources</h2>
      <p className="dim">When the last records came</p>
      <dl className="facts home-facts">
        {data.items.map(({ id, name, lastDeliveryAt }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>
              {lastDeliveryAt ? <Instant at={lastDeliveryAt} relative /> : <span className="dim">nothing yet</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
