import { Link } from "@tanstack/react-router";
import { extraCalls } from "../../../functions/dids/rent.ts";
import { TariffName } from "../tariffs/tariff-name.tsx";
import { Below } from "../ui/below.tsx";
import type { Column } from "../ui/data-table.tsx";
import { dayOf, groupDecimal, instantText } from "../ui/format.ts";
import { RowActions } from "../ui/row-actions.tsx";
import { Status } from "../ui/status.tsx";
import { useZone } from "../ui/zone.tsx";
import { type DidView, deleteDid } from "./did.api.ts";

const none = <span className="dim">–</span>;

const number: Column<DidView> = {
  id: "number",
  header: "Number",
  main: true,
  cell: ({ number: digits, description }) => (
    <>
      <span className="mono">{digits}</span>
      <Below>{description}</Below>
    </>
  ),
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
    isAsked(monthlyRent) ? `${groupDecimal(monthlyRent)} a month` : [],
    isAsked(callRent) && more > 0 ? `${more} × ${groupDecimal(callRent)} for more calls` : [],
    isAsked(setupCharge) ? `${groupDecimal(setupCharge)} set-up` : [],
    isAsked(cancellationCharge) ? `${groupDecimal(cancellationCharge)} cancellation` : [],
  ].flat();
  if (parts.length === 0) return none;
  return (
    <span className="wraps">
      {parts.join(", ")} <span className="dim">{currency}</span>
    </span>
  );
}

/** Up to when it is paid, or since when it is not. */
function RentState({ rent }: Pick<DidView, "rent">) {
  if (!rent) return null;
  const { standing, paidUntil, unpaidSince } = rent;
  if (standing === "PAID") return paidUntil === null ? null : <Below>Paid to {paidUntil}</Below>;
  const label = standing === "GRACE" ? `Unpaid since ${unpaidSince}` : `Suspended, unpaid since ${unpaidSince}`;
  return (
    <div>
      <Status value={standing} tone={standing === "GRACE" ? "warn" : "bad"} label={label} />
    </div>
  );
}

/** By what its owner is charged for a call that comes in. */
function IncomingPrice({ account, tariffId, forwardTo }: DidView) {
  if (account === null) return none;
  if (forwardTo !== null) return "As own calls";
  return tariffId === null ? "Free" : <TariffName id={tariffId} />;
}

/** Since which day it has its status. */
function Since({ at }: { at: string }) {
  const { zone } = useZone();
  return (
    <time dateTime={at} title={`${instantText(at, zone)} ${zone}`}>
      since {dayOf(Date.parse(at), zone)}
    </time>
  );
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
    cell: (did) => (
      <>
        <IncomingPrice {...did} />
        <Below>{did.maxCalls === null ? null : `${did.maxCalls} at a time`}</Below>
      </>
    ),
  },
  {
    id: "rent",
    header: "Charges",
    cell: (did) => (
      <>
        <Charges {...did} />
        <RentState rent={did.rent} />
      </>
    ),
  },
  {
    id: "status",
    header: "Status",
    cell: ({ status, since }) => (
      <>
        <Status value={status} />
        <Below>
          <Since at={since} />
        </Below>
      </>
    ),
  },
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
