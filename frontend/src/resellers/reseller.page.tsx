import { Button } from "@mantine/core";
import { IconLogin2, IconPalette, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { sessionQuery } from "../auth/session.api.ts";
import { useMay, useMayEnter } from "../auth/use-may.ts";
import { Code } from "../ui/copy.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { OnceOpened } from "../ui/once-opened.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { type ResellerView, resellerPath, resellerQuery, resellersQuery } from "./reseller.api.ts";
import { ResellerCustomers } from "./reseller-customers.tsx";
import { ResellerFacts } from "./reseller-facts.tsx";
import { ResellerForm } from "./reseller-form.tsx";
import { ResellerInvoices } from "./reseller-invoices.tsx";
import { ResellerStatement } from "./reseller-statement.tsx";
import { ResellerTable } from "./reseller-table.tsx";
import "./resellers.css";

const AccountApiKeys = lazy(async () => ({
  default: (await import("../api-keys/account-api-keys.tsx")).AccountApiKeys,
}));
const SwitchLogin = lazy(async () => ({ default: (await import("../auth/switch-login.tsx")).SwitchLogin }));
const BrandForm = lazy(async () => ({ default: (await import("./brand-form.tsx")).BrandForm }));
const PaymentForm = lazy(async () => ({ default: (await import("./reseller-payment.tsx")).ResellerPayment }));

/** One reseller: its money, those below it, its customers, its statement, its invoices. */
export function ResellerPage() {
  const { account } = useParams({ from: "/inside/resellers/$account" });
  const { data: reseller, isError, error, refetch } = useQuery(resellerQuery(account));
  return (
    <Page
      title={reseller?.company ?? account}
      up={{ to: "/resellers", label: "Resellers" }}
      call={{ method: "GET", path: resellerPath(account) }}
      {...(reseller ? { heading: <Heading reseller={reseller} />, actions: <Actions reseller={reseller} /> } : {})}
    >
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      {reseller ? (
        <>
          <ResellerFacts reseller={reseller} />
          <Below reseller={reseller} />
          <ResellerCustomers reseller={reseller} />
          <MoneyParts reseller={reseller} />
          <Keys reseller={reseller} />
        </>
      ) : null}
    </Page>
  );
}

const MoneyParts = ({ reseller }: { reseller: ResellerView }) =>
  useMay("money:read") ? (
    <>
      <ResellerStatement reseller={reseller} />
      <ResellerInvoices reseller={reseller} />
    </>
  ) : null;

/** A reseller has its own on a page of its own. */
function Keys({ reseller: { account } }: { reseller: ResellerView }) {
  const { data: session } = useQuery(sessionQuery);
  return session && session.user.account !== account ? (
    <Suspense>
      <AccountApiKeys holder={{ kind: "reseller", account }} />
    </Suspense>
  ) : null;
}

const Heading = ({ reseller }: { reseller: ResellerView }) => (
  <>
    {reseller.company}
    <Code value={reseller.account} what="account code" />
    <Status value={reseller.status} />
  </>
);

/** What whoever stands above it may do; a reseller looks at itself, and says how its customers meet the product. */
function Actions({ reseller }: { reseller: ResellerView }) {
  const [open, setOpen] = useState<"edit" | "pay" | "enter" | "brand">();
  const close = () => setOpen(undefined);
  const { data: session } = useQuery(sessionQuery);
  const isOwn = session?.user.account === reseller.account;
  const [mayEdit, mayPay] = [useMay("customers:write"), useMay("money:write")];
  const mayEnter = useMayEnter() && reseller.status === "ACTIVE";
  const brand = (
    <>
      {mayEdit ? (
        <Button variant="default" leftSection={<IconPalette size={16} />} onClick={() => setOpen("brand")}>
          Branding
        </Button>
      ) : null}
      <OnceOpened opened={open === "brand"}>
        {open === "brand" ? <BrandForm reseller={reseller} onClose={close} /> : null}
      </OnceOpened>
    </>
  );
  if (isOwn) return brand;
  return (
    <>
      {brand}
      {mayEnter ? (
        <Button variant="default" leftSection={<IconLogin2 size={16} />} onClick={() => setOpen("enter")}>
          Switch login
        </Button>
      ) : null}
      {mayPay ? (
        <Button variant="default" onClick={() => setOpen("pay")}>
          Book a payment
        </Button>
      ) : null}
      {mayEdit ? <Button onClick={() => setOpen("edit")}>Edit reseller</Button> : null}
      {open === "edit" ? <ResellerForm reseller={reseller} onClose={close} /> : null}
      <OnceOpened opened={open === "pay"}>
        {open === "pay" ? <PaymentForm reseller={reseller} onClose={close} /> : null}
      </OnceOpened>
      <OnceOpened opened={open === "enter"}>
        {open === "enter" ? <SwitchLogin target={reseller} onClose={close} /> : null}
      </OnceOpened>
    </>
  );
}

/** The resellers below it, as a tree of their own. */
function Below({ reseller }: { reseller: ResellerView }) {
  const { data, isPending } = useQuery(resellersQuery);
  const [editing, setEditing] = useState<ResellerView | "new">();
  const mayEdit = useMay("customers:write");
  const all = data?.items ?? [];
  const isBelow = (one: ResellerView): boolean => {
    if (one.parent === reseller.account) return true;
    const above = all.find(({ account }) => account === one.parent);
    return above !== undefined && isBelow(above);
  };
  const below = all.filter(isBelow);
  return (
    <section className="section" aria-label="Resellers below">
      <h2>Resellers below</h2>
      {mayEdit && reseller.level < 3 ? (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          style={{ alignSelf: "flex-start" }}
          onClick={() => setEditing("new")}
        >
          Add reseller below
        </Button>
      ) : null}
      {below.length === 0 && !isPending ? (
        <EmptyState title="None below">
          {reseller.level < 3 ? "It sells to its customers directly." : "There are at most three levels of resellers."}
        </EmptyState>
      ) : (
        <ResellerTable resellers={below} loading={isPending} onEdit={setEditing} />
      )}
      {editing ? (
        <ResellerForm
          {...(editing === "new" ? { below: reseller.account } : { reseller: editing })}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </section>
  );
}
