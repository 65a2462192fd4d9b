import { Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, useRef, useState } from "react";
import { inviteCustomer } from "../auth/one-time-link.api.ts";
import { SendLink } from "../auth/send-link.tsx";
import { useMay, useMayEnter } from "../auth/use-may.ts";
import { OnceOpened } from "../ui/once-opened.tsx";
import { RowMenuButton } from "../ui/row-menu-button.tsx";
import { useCloseCustomer } from "./close-customer.ts";
import type { CustomerLine } from "./customer-index.api.ts";
import { reopen } from "./reopen-customer.ts";

const CloseRefused = lazy(async () => ({ default: (await import("./close-refused.tsx")).CloseRefused }));
const SwitchLogin = lazy(async () => ({ default: (await import("../auth/switch-login.tsx")).SwitchLogin }));

/** What can be done with one customer. The menu is built when it is opened: one per row slows a long list down. */
export function CustomerMenu({ customer }: { customer: CustomerLine }) {
  const [wanted, setWanted] = useState(false);
  const [linking, setLinking] = useState(false);
  const close = useCloseCustomer(customer);
  const [entering, setEntering] = useState(false);
  const mayEnter = useMayEnter() && customer.status !== "CLOSED" && customer.status !== "BLOCKED";
  const opener = useRef<HTMLButtonElement>(null);
  const button = (
    <RowMenuButton name={customer.company} ref={opener} aria-haspopup="menu" onClick={() => setWanted(true)} />
  );
  if (!wanted) return button;
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
          <Menu.Item renderRoot={(props) => <Link to="/customers/$account/details" params={{ account }} {...props} />}>
            Edit
          </Menu.Item>
          <Menu.Item renderRoot={(props) => <Link to="/customers/$account/calls" params={{ account }} {...props} />}>
            Call history
          </Menu.Item>
          <Menu.Item renderRoot={(props) => <Link to="/customers/$account/analysis" params={{ account }} {...props} />}>
            Call analysis
          </Menu.Item>
          <Menu.Item
            renderRoot={(props) => <Link to="/customers/$account/statement" params={{ account }} {...props} />}
          >
            Account statement
          </Menu.Item>
          {mayEnter ? <Menu.Item onClick={() => setLinking(true)}>Send a link for a password</Menu.Item> : null}
          {mayEnter ? <Menu.Item onClick={() => setEntering(true)}>Sign in as</Menu.Item> : null}
          <EndOrBegin customer={customer} close={() => close.mutate(undefined)} />
        </Menu.Dropdown>
      </Menu>
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

/** Deleting closes the account; a closed one can be opened again. */
function EndOrBegin({ customer, close }: { customer: CustomerLine; close(): void }) {
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
