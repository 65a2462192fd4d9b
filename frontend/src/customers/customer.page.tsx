import { Skeleton, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { sessionQuery } from "../auth/session.api.ts";
import { neededFor } from "../shell/reach.ts";
import { ruleLists } from "../translation/rule-list-words.ts";
import { listPath } from "../translation/translation.api.ts";
import { Code } from "../ui/copy.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import type { ApiCall } from "../ui/view-as-api.tsx";
import { type CustomerView, customerPath, customerQuery } from "./customer.api.ts";
import { CustomerMenu } from "./customer-menu.tsx";
import { CustomerStanding } from "./customer-standing.tsx";
import { CustomerState } from "./customer-state.tsx";
import "./customer.css";

const tabs = [
  ["", "Overview"],
  ["details", "Details"],
  ["ip-devices", "IP devices"],
  ["sip-devices", "SIP devices"],
  ["dialing-routes", "Dialing routes"],
  ["dids", "DIDs"],
  ["source-rules", "Source translation"],
  ["destination-rules", "Destination translation"],
  ["did-source-rules", "DID source translation"],
  ["did-destination-rules", "DID destination translation"],
  ["cli-rules", "CLI by destination"],
  ["try-call", "Try a call"],
  ["prices", "Prices"],
  ["live-calls", "Live calls"],
  ["calls", "Calls"],
  ["call-files", "Call files"],
  ["analysis", "Analysis"],
  ["statement", "Statement"],
  ["invoices", "Invoices"],
  ["payments", "Payments"],
] as const;

/** One customer: who it is and how it stands on top, its tabs in the manual's order below. */
export function CustomerPage() {
  const { account } = useParams({ from: "/inside/customers/$account" });
  const { data: customer, error, isError, refetch } = useQuery(customerQuery(account));
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { data: session } = useQuery(sessionQuery);
  const isThere = (tab: string) => session?.user.permissions.includes(neededFor(tab)) ?? false;
  return (
    <Page
      title={customer?.company ?? account}
      up={{ to: "/customers", label: "Customers" }}
      call={callOf(account, path.split("/")[3] ?? "")}
      {...(customer
        ? { heading: <Heading customer={customer} />, actions: <CustomerMenu customer={customer} inRow={false} /> }
        : {})}
    >
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      {isError && !customer ? null : (
        <>
          {customer ? <CustomerStanding customer={customer} /> : <StandingAwaited />}
          {customer ? <CustomerState customer={customer} /> : null}
          <TabBar account={account} tabs={tabs.filter(([tab]) => isThere(tab))} />
          <Outlet />
        </>
      )}
    </Page>
  );
}

/** The call behind a tab; tabs with filters show their own, which knows them. */
function callOf(account: string, tab: string): ApiCall | undefined {
  if (["calls", "analysis", "prices", "statement", "invoices", "try-call"].includes(tab)) return undefined;
  const rules = ruleLists[tab];
  if (rules) return { method: "GET", path: listPath({ account, list: rules.list }) };
  const own =
    tab.endsWith("-devices") || ["dialing-routes", "dids", "payments", "live-calls", "call-files"].includes(tab);
  return { method: "GET", path: own ? `${customerPath(account)}/${tab}` : customerPath(account) };
}

const Heading = ({ customer }: { customer: CustomerView }) => (
  <>
    {customer.company}
    <Code value={customer.account} what="account code" />
    <Status value={customer.customerType} />
    <Status value={customer.status} />
  </>
);

/** How high the head is, on a phone most of all, its company says: what stands below is drawn when that is there. */
const StandingAwaited = () => (
  <div className="placeholder standing-awaited" aria-hidden>
    <Skeleton height={27} maw={520} mb="md" />
    <Skeleton height={240} />
  </div>
);

interface TabBarProps {
  account: string;
  tabs: readonly (readonly [string, string])[];
}

function TabBar({ account, tabs }: TabBarProps) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const navigate = useNavigate();
  const current = path.split("/")[3] ?? "";
  // On a phone the bar is wider than the screen.
  useEffect(() => {
    const chosen = document.querySelector(`.tab-bar [href$="/${current || account}"]`);
    chosen?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [current, account]);
  const to = (tab: string) => `/customers/${account}${tab ? `/${tab}` : ""}`;
  return (
    <Tabs
      value={current || "overview"}
      onChange={(tab) => void navigate({ to: to(tab === "overview" ? "" : (tab ?? "")) })}
      activateTabWithKeyboard={false}
    >
      <Tabs.List className="tab-bar" aria-label="Customer">
        {tabs.map(([tab, label]) => (
          <Tabs.Tab key={label} value={tab || "overview"} renderRoot={(props) => <Link to={to(tab)} {...props} />}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
