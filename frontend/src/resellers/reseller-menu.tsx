import { Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, useState } from "react";
import { FactorOff } from "../auth/factor-off.tsx";
import { inviteReseller } from "../auth/one-time-link.api.ts";
import { SendLink } from "../auth/send-link.tsx";
import { useMay, useMayEnter } from "../auth/use-may.ts";
import { useEditKey } from "../ui/edit-key.ts";
import { OnceOpened } from "../ui/once-opened.tsx";
import { RowMenuButton } from "../ui/row-menu-button.tsx";
import { editReseller, type ResellerView } from "./reseller.api.ts";

const SwitchLogin = lazy(async () => ({ default: (await import("../auth/switch-login.tsx")).SwitchLogin }));
const PaymentForm = lazy(async () => ({ default: (await import("./reseller-payment.tsx")).ResellerPayment }));

/** What can be done with one reseller below whoever is signed in. */
export function ResellerMenu({ reseller, onEdit }: { reseller: ResellerView; onEdit(): void }) {
  const [open, setOpen] = useState<"enter" | "pay" | "link" | "factor">();
  const close = () => setOpen(undefined);
  const [mayEdit, mayPay] = [useMay("customers:write"), useMay("money:write")];
  const button = useEditKey(mayEdit ? onEdit : undefined);
  const mayEnter = useMayEnter() && reseller.status === "ACTIVE";
  const { account, company } = reseller;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <RowMenuButton ref={button} name={company} />
        </Menu.Target>
        <Menu.Dropdown>
          {mayEdit ? <Menu.Item onClick={onEdit}>Edit</Menu.Item> : null}
          <Menu.Item renderRoot={(props) => <Link to="/resellers/$account" params={{ account }} {...props} />}>
            Customers and statement
          </Menu.Item>
          {mayPay ? <Menu.Item onClick={() => setOpen("pay")}>Book a payment</Menu.Item> : null}
          {mayEnter ? (
            <>
              <Menu.Item onClick={() => setOpen("link")}>Send a link for a password</Menu.Item>
              {reseller.secondFactor ? (
                <Menu.Item onClick={() => setOpen("factor")}>Switch the second factor off</Menu.Item>
              ) : null}
              <Menu.Item onClick={() => setOpen("enter")}>Switch login</Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <OnceOpened opened={open === "enter"}>
        {open === "enter" ? <SwitchLogin target={reseller} onClose={close} /> : null}
      </OnceOpened>
      <SendLink name={company} opened={open === "link"} make={() => inviteReseller(account)} onClose={close} />
      <FactorOff
        name={company}
        opened={open === "factor"}
        switchOff={() => editReseller(reseller, { secondFactor: false })}
        refreshes={["resellers"]}
        onClose={close}
      />
      <OnceOpened opened={open === "pay"}>
        {open === "pay" ? <PaymentForm reseller={reseller} onClose={close} /> : null}
      </OnceOpened>
    </>
  );
}
