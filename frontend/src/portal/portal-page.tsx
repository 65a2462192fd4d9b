import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { customerQuery } from "../customers/customer.api.ts";
import { useTitle } from "../ui/brand.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { labelOf } from "./portal-menu.ts";

const CustomerState = lazy(async () => ({
  default: (await import("../customers/customer-state.tsx")).CustomerState,
}));

/** The frame of a customer's pages: what it is about, what its state means, and the page. */
export function PortalPage() {
  const { account } = useParams({ from: "/inside/customers/$account" });
  const tab = useRouterState({ select: (state) => state.location.pathname.split("/")[3] ?? "" });
  const { data: customer, isError, error, refetch } = useQuery(customerQuery(account));
  const title = labelOf(tab);
  useTitle(title);
  const isSpecial = customer && (customer.customerType === "DEMO" || customer.status === "CLOSED");
  return (
    <div className="page">
      <header className="page-head">
        <h1>{tab === "" ? (customer?.company ?? account) : title}</h1>
      </header>
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      <Suspense fallback={null}>{isSpecial ? <CustomerState customer={customer} /> : null}</Suspense>
      {isError && !customer ? null : <Outlet />}
    </div>
  );
}
