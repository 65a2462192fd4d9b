import { Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, type RefObject, Suspense, useState } from "react";
import { inviteCustomer } from "../auth/one-time-link.api.ts";
import { SendLink } from "../auth/send-link.tsx";
import { useMay, useMayEnter } from "../auth/use-may.ts";
import { OnceOpened } from "../ui/once-opened.tsx";
import { useCloseCustomer } from "./close-customer.ts";
import type { ActedOn } from "./customer-index.api.ts";
import { reopen } from "./reopen-customer.ts";
import { StatusItems } from "./status-items.tsx";

const CloseRefused = lazy(async () => ({ default: (await import("./close-refused.tsx")).CloseRefused }));
const SwitchLogin = lazy(async () => ({ default: (await import("../auth/switch-login.tsx")).SwitchLogin }));

const AddPayment = lazy(async () => ({ default: (await import("../payments/add-payment.tsx")).AddPayment }));
const ExportDialog = lazy(async () => ({ default: (await import("../exports/export-dialog.tsx")).ExportDialog }));

/** Where an action leads, in the manual's order and words. */
const pages = [
  ["details", "Edit", "customers:write"],
  ["details", "Details", "customers:read"],
  ["statement", "Account statement", "money:read"],
  ["analysis", "Call analysis", "calls:read"],
  ["payments", "Payment management", "money:read"],
  ["calls", "Call history", "calls:read"],
  ["invoices", "Invoices", "money:read"],
] as const;

interface CustomerActionsProps {
  customer: ActedOn;
  opener: RefObject<HTMLButtonElement | null>;
  button: ReactNode;
  /** In a row of the list; above one customer there is more. */
  inRow: boolean;
}

/** Opened as soon as it is there. */
export function CustomerActions({ customer, opener, button, inRow }: CustomerActionsProps) {
  const [linking, setLinking] = useState(false);
  const close = useCloseCustomer(customer);
  const [entering, setEntering] = useState(false);
  const mayEnter = useMayEnter() && customer.status !== "CLOSED" && customer.status !== "BLOCKED";
  const mayPay = useMay("money:write") && customer.status !== "CLOSED";
  const [open, setOpen] = useState<"payment" | "export">();
  const { account } = customer;
  return (
    <>
      <Menu
        defaultOpened
        position="bottom-end"
        // The button that opened it for the first time was replaced by the one inside the menu.
        returnFocus={false}
        onClose={() => requestAnimationFrame(() => opener.current?.focus())}
      >
        <Menu.Target>{button}</Menu.Target>
        <Menu.Dropdown>
          {pages.map((page) => (
            <PageItem key={page[1]} account={account} page={page} />
          ))}
          {mayPay && !inRow ? <Menu.Item onClick={() => setOpen("payment")}>Add payment</Menu.Item> : null}
          {inRow ? null : <Menu.Item onClick={() => setOpen("export")}>Export</Menu.Item>}
          {mayEnter ? <Menu.Item onClick={() => setEntering(true)}>Switch login</Menu.Item> : null}
          {mayEnter ? <Menu.Item onClick={() => setLinking(true)}>Send a link for a password</Menu.Item> : null}
          <StatusItems customer={customer} />
          <EndOrBegin customer={customer} close={() => close.mutate(undefined)} />
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {open === "payment" ? <AddPayment account={account} onClose={() => setOpen(undefined)} /> : null}
        {open === "export" ? (
          <ExportDialog
            asked={{ kind: "customers", filter: { account } }}
            visible={undefined}
            onClose={() => setOpen(undefined)}
          />
        ) : null}
      </Suspense>
      <OnceOpened opened={close.isError}>
        <CloseRefused customer={customer} close={close} />
      </OnceOpened>
      <SendLink
        name={customer.company}
        opened={linking}
        make={() => inviteCustomer(account)}
        onClose={() => setLinking(false)}
      />
      <OnceOpened opened={entering}>
        {entering ? <SwitchLogin target={customer} onClose={() => setEntering(false)} /> : null}
      </OnceOpened>
    </>
  );
}

function PageItem({ account, page: [page, label, needs] }: { account: string; page: (typeof pages)[number] }) {
  const mayEdit = useMay("customers:write");
  if (!useMay(needs) || (label === "Details" && mayEdit)) return null;
  return (
    <Menu.Item renderRoot={(props) => <Link to={`/customers/$account/${page}`} params={{ account }} {...props} />}>
      {label}
    </Menu.Item>
  );
}

/** Deleting closes the account; a closed one can be opened again. */
function EndOrBegin({ customer, close }: { customer: ActedOn; close(): void }) {
  const queryClient = useQueryClient();
  if (!useMay("customers:write")) return null;
  if (customer.status === "CLOSED")
    return <Menu.Item onClick={() => void reopen(queryClient, customer)}>Reopen</Menu.Item>;
  return (
    <Menu.Item className="danger-item" onClick={close}>
      Delete
    </Menu.Item>
  );
}
