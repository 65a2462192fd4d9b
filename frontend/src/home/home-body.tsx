import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { OpenAlerts } from "../alerts/open-alerts.tsx";
import { sessionQuery } from "../auth/session.api.ts";
import { useMay } from "../auth/use-may.ts";
import { useIsSeller } from "../resellers/use-is-seller.ts";
import type { HomeView } from "./home.api.ts";
import { HomePlaces } from "./home-places.tsx";
import { Incoming } from "./incoming.tsx";
import { Today } from "./today.tsx";
import "./home.css";

const OwnReseller = lazy(async () => ({ default: (await import("./own-account.tsx")).OwnReseller }));

interface HomeBodyProps {
  home: HomeView | undefined;
  isPending: boolean;
}

export function HomeBody({ home, isPending }: HomeBodyProps) {
  if (isPending) return <HomePlaces />;
  return (
    <>
      {home?.traffic ? <Today traffic={home.traffic} callsUp={home.callsUp} zone={home.timeZone} /> : null}
      <div className="columns">
        <OpenAlerts />
        {home?.intake ? <Incoming intake={home.intake} /> : null}
        <DailyWork />
        <OwnAccount />
      </div>
    </>
  );
}

/** A reseller's own standing. */
function OwnAccount() {
  const { data: session } = useQuery(sessionQuery);
  const account = session?.user.account;
  if (!account) return null;
  return (
    <Suspense fallback={<Skeleton height={160} />}>
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
