import { useQuery } from "@tanstack/react-query";
import { openAlertsQuery } from "../alerts/alert.api.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useZone } from "../ui/zone.tsx";
import { homePath, homeQuery } from "./home.api.ts";
import { HomeBody } from "./home-body.tsx";

/**
 * How today goes, what needs a hand now, and where the daily work is. Nothing is shown that one may not see. What the
 * columns hold decides how long they are, so all of it comes at once.
 */
export function HomePage() {
  const { zone } = useZone();
  const { data: home, isPending, isError, error, refetch } = useQuery(homeQuery(zone));
  const { isPending: isAlertPending } = useQuery(openAlertsQuery);
  return (
    <Page title="Home" call={{ method: "GET", path: homePath, query: { timeZone: zone } }}>
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      <HomeBody home={home} isPending={isPending || isAlertPending} />
    </Page>
  );
}
