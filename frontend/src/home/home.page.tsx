import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { sessionQuery } from "../auth/session.api.ts";
import { useMay } from "../auth/use-may.ts";
import { useIsSeller } from "../resellers/use-is-seller.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useZone } from "../ui/zone.tsx";
import { homePath, homeQuery } from "./home.api.ts";
import "./home.css";

/** How today goes, what needs a hand now, and where the daily work is. Nothing is shown that one may not see. */
const OwnReseller = lazy(async () => ({ default: (await import("./own-account.tsx")).OwnReseller }));

const OpenAlerts = lazy(async () => ({ default: (await import("../alerts/open-alerts.tsx")).OpenAlerts }));
const Today = lazy(async () => ({ default: (await import("./today.tsx")).Today }));
const Incoming = lazy(async () => ({ default: (await import("./incoming.tsx")).Incoming }));

export function HomePage() {
  const { zone } = useZone();
  const { data: home, isError, error, refetch } = useQuery(homeQuery(zone));
  return (
    <Page title="Home" call={{ method: "GET", path: homePath, query: { timeZone: zone } }}>
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      <Suspense fallback={null}>
        {home?.traffic ? <Today traffic={home.traffic} callsUp={home.callsUp} zone={home.timeZone} /> : null}
      </Suspense>
      <div className="columns">
        <Suspense fallback={null}>
          <OpenAlerts />
          {home?.intake ? <Incoming intake={home.intake} /> : null}
        </Suspense>
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
