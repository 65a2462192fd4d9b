import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { sessionQuery } from "../auth/session.api.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import "./account.css";
import { OwnEmail } from "./own-email.tsx";
import { OwnPassword } from "./own-password.tsx";
import { OwnSessions } from "./own-sessions.tsx";
import { secondFactorQuery } from "./second-factor.api.ts";
import { SecondFactorOff } from "./second-factor-off.tsx";
import { SecondFactorOn } from "./second-factor-on.tsx";

const OwnAlerts = lazy(async () => ({ default: (await import("./own-alerts.tsx")).OwnAlerts }));
const OwnProfile = lazy(async () => ({ default: (await import("./own-profile.tsx")).OwnProfile }));

/** What concerns only whoever is signed in. */
export function AccountPage() {
  const factor = useQuery(secondFactorQuery);
  const queryClient = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const { kind, account } = session?.user ?? {};
  return (
    <Page title={kind === "customer" ? "Profile and security" : "Your account"}>
      <Suspense fallback={null}>{kind === "customer" && account ? <OwnProfile account={account} /> : null}</Suspense>
      <OwnEmail />
      <Suspense fallback={null}>{kind === "customer" ? <OwnAlerts /> : null}</Suspense>
      <OwnPassword />
      <section className="section account-section" aria-labelledby="second-factor">
        <h2 id="second-factor">Second factor</h2>
        <p className="dim">
          After the password a code is asked for that only your own device can make. Whoever learns your password still
          cannot sign in.
        </p>
        {factor.isError ? <ProblemNote error={factor.error} retry={factor.refetch} /> : null}
        {factor.data?.enabled ? (
          <SecondFactorOn left={factor.data.recoveryCodesLeft} required={factor.data.required} />
        ) : null}
        {factor.data && !factor.data.enabled ? (
          <SecondFactorOff onDone={() => queryClient.invalidateQueries({ queryKey: secondFactorQuery.queryKey })} />
        ) : null}
      </section>
      {kind === "reseller" ? (
        <p>
          <Link to={"/own-api-keys" as never}>API keys of your company</Link>
        </p>
      ) : null}
      <OwnSessions />
    </Page>
  );
}
