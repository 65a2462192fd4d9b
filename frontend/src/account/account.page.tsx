import { useQuery } from "@tanstack/react-query";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import "./account.css";
import { OwnEmail } from "./own-email.tsx";
import { secondFactorQuery } from "./second-factor.api.ts";
import { SecondFactorOff } from "./second-factor-off.tsx";
import { SecondFactorOn } from "./second-factor-on.tsx";

/** What concerns only whoever is signed in. */
export function AccountPage() {
  const factor = useQuery(secondFactorQuery);
  return (
    <Page title="Your account">
      <OwnEmail />
      <section className="section account-section" aria-labelledby="second-factor">
        <h2 id="second-factor">Second factor</h2>
        <p className="dim">
          After the password a code is asked for that only your own device can make. Whoever learns your password still
          cannot sign in.
        </p>
        {factor.isError ? <ProblemNote error={factor.error} retry={factor.refetch} /> : null}
        {factor.data?.enabled ? <SecondFactorOn left={factor.data.recoveryCodesLeft} /> : null}
        {factor.data && !factor.data.enabled ? <SecondFactorOff /> : null}
      </section>
    </Page>
  );
}
