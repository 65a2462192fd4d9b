import { Link } from "@tanstack/react-router";
import { extraCalls } from "../../../functions/dids/rent.ts";
import { TariffName } from "../tariffs/tariff-name.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { RowActions } from "../ui/row-actions.tsx";
import { Status } from "../ui/status.tsx";
import { type DidView, deleteDid } from "./did.api.ts";

const none = <span className="dim">–</span>;

const number: Column<DidView> = {
  id: "number",
  header: "Number",
  main: true,
  cell: (did) => <span className="mono">{did.number}</span>,
};

const owner: Column<DidView> = {
  id: "customer",
  header: "Customer",
  cell: ({ account, company }) =>
    account === null ? (
      <Status value="STOCK" tone="neutral" label="In stock" />
    ) : (
      <Link to="/customers/$account" params={{ account }}>
        {company ?? account}
      </Link>
    ),
};

const isAsked = (price: string) => Number(price) > 0;

/** What of the charges is asked for: month, calls at a time, set-up and cancellation. */
function Charges({ setupCharge, monthlyRent, cancellationCharge, callRent, currency, ...calls }: DidView) {
  const more = extraCalls(calls);
  const parts = [
    isAsked(monthlyRent) ? `${monthlyRent} a month` : [],
    isAsked(callRent) && more > 0 ? `${more} × ${callRent} for more calls` : [],
    isAsked(setupCharge) ? `${setupCharge} set-up` : [],
    isAsked(cancellationCharge) ? `${cancellationCharge} cancellation` : [],
  ].flat();
  return parts.length === 0 ? none : <span className="wraps">{`${parts.join(", ")} ${currency ?? ""}`}</span>;
}

function RentState({ rent }: Pick<DidView, "rent">) {
  if (!rent) return none;
  const { standing, paidUntil, unpaidSince } = rent;
  if (standing === "PAID") return paidUntil === null ? none : `Paid to ${paidUntil}`;
  const label = standing === "GRACE" ? `Unpaid since ${unpaidSince}` : `Suspended, unpaid since ${unpaidSince}`;
  return <Status value={standing} tone={standing === "GRACE" ? "warn" : "bad"} label={label} />;
}

const rest: readonly Column<DidView>[] = [
  {
    id: "rings",
    header: "Rings at",
    cell: ({ account, device, forwardTo }) =>
      account === null ? (
        none
      ) : forwardTo !== null ? (
        <span className="mono">→ {forwardTo}</span>
      ) : device === null ? (
        <Status value="NONE" tone="warn" label="Nowhere: refused" />
      ) : (
        <span className="mono">{device}</span>
      ),
  },
  {
    id: "tariff",
    header: "Incoming calls",
    cell: ({ account, tariffId, forwardTo }) =>
      account === null ? (
        none
      ) : forwardTo !== null ? (
        "As own calls"
      ) : tariffId === null ? (
        "Free"
      ) : (
        <TariffName id={tariffId} />
      ),
  },
  {
    id: "calls",
    header: "Calls at a time",
    align: "end",
    cell: ({ maxCalls }) => maxCalls ?? none,
  },
  { id: "rent", header: "Charges", cell: (did) => <Charges {...did} /> },
  { id: "paid", header: "Rent", cell: ({ rent }) => <RentState rent={rent} /> },
  { id: "status", header: "Status", cell: ({ status }) => <Status value={status} /> },
  { id: "description", header: "Description", cell: ({ description }) => description || none },
  { id: "since", header: "Since", cell: ({ since }) => <Instant at={since} /> },
];

/** Of all customers, with what can be done. */
export const didColumns = (onEdit: ((did: DidView) => void) | undefined): Column<DidView>[] => [
  number,
  owner,
  ...rest,
  ...(onEdit
    ? [
        {
          id: "menu",
          header: "",
          bare: true,
          cell: (did: DidView) => (
            <RowActions
              name={did.number}
              verb="Delete DID"
              onEdit={() => onEdit(did)}
              remove={() => deleteDid(did)}
              refreshes={["dids"]}
            >
              Only a number in stock can be deleted. Calls that it had stay with the customers who had it.
            </RowActions>
          ),
        },
      ]
    : []),
];

/** Of one customer. */
export const ownDidColumns: readonly Column<DidView>[] = [number, ...rest];
