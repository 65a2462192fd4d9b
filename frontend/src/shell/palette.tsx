import { Kbd, Loader, Modal, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { type KeyboardEvent, useState } from "react";
import { type SignedIn, sessionQuery } from "../auth/session.api.ts";
import { companyText } from "../customers/company.tsx";
import { findCustomersQuery } from "../customers/customer.api.ts";
import { sentence } from "../ui/format.ts";
import { useLayer } from "../ui/use-layer.ts";
import { mayVisit, menuOf } from "./reach.ts";

interface Hit {
  key: string;
  label: string;
  hint: string;
  to: string;
  search?: Record<string, string>;
}

const addCustomer = { key: "new-customer", label: "Add customer", hint: "Action", to: "/customers/new" };

/** The pages that are there for whoever is signed in. */
function pagesOf(user: SignedIn["user"] | undefined): Hit[] {
  const pages = menuOf(user).flatMap(({ group, items }) =>
    items.map(({ to, label }) => ({ key: to, label, hint: group || "Page", to })),
  );
  return user && mayVisit(user, addCustomer.to) ? [...pages, addCustomer] : pages;
}

const isNumber = /^\+?[\d ()-]{5,20}$/;

/** What can be done with a phone number: its price, and at a customer its calls and whether one would go through. */
function numberHits(typed: string, account: string | undefined): Hit[] {
  if (!isNumber.test(typed)) return [];
  const digits = typed.replace(/\D/g, "");
  const hit = (label: string, to: string, search: Record<string, string>) => ({
    ...{ key: label, label: `${label} ${digits}`, hint: "Number", to, search },
  });
  const ofCustomer = account
    ? [
        hit("Calls to", `/customers/${account}/calls`, { cld: digits }),
        hit("Try a call to", `/customers/${account}/try-call`, { cld: digits }),
      ]
    : [];
  return [
    ...ofCustomer,
    hit("Price of a call to", "/rates/lookup", { number: digits, ...(account ? { account } : {}) }),
  ];
}

const tabs = [
  ["Edit", "details"],
  ["IP devices", "ip-devices"],
  ["SIP devices", "sip-devices"],
  ["Calls", "calls"],
  ["Statement", "statement"],
  ["Try a call", "try-call"],
] as const;

/** What can be done with the customer whose page is open. Whoever may only read goes to the same fields by another word. */
function actionsAt(account: string | undefined, user: SignedIn["user"] | undefined): Hit[] {
  if (account === undefined || user === undefined) return [];
  const mayEdit = user.permissions.includes("customers:write");
  return tabs
    .map(([label, tab]) => ({
      ...{ key: tab, label: tab === "details" && !mayEdit ? "Details" : label },
      ...{ hint: "This customer", to: `/customers/${account}/${tab}` },
    }))
    .filter(({ to }) => mayVisit(user, to));
}

const beginsLike = (words: string) => (hit: Hit) =>
  hit.label
    .toLowerCase()
    .split(" ")
    .some((word) => word.startsWith(words));

/** What the open customer offers, pages whose words begin as typed, then customers by code, company, login, IP or SIP user. */
function useHits(typed: string): { hits: Hit[]; busy: boolean } {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const account = /^\/customers\/(C\d{8})/.exec(path)?.[1];
  const [settled] = useDebouncedValue(typed.trim(), 150);
  const { data: session } = useQuery(sessionQuery);
  const mayFind = session !== undefined && session !== null && mayVisit(session.user, "/customers");
  const found = useQuery({ ...findCustomersQuery(settled), enabled: mayFind && settled.length > 0 });
  const words = typed.trim().toLowerCase();
  const user = session?.user;
  const matching = [...actionsAt(account, user), ...pagesOf(user)].filter(beginsLike(words));
  const numbers = numberHits(typed.trim(), account).filter(({ to }) => user !== undefined && mayVisit(user, to));
  const customers = (settled ? (found.data ?? []) : []).map(({ account, status, ...customer }) => ({
    key: account,
    label: companyText(customer),
    hint: `${account} · ${sentence(status)}`,
    to: `/customers/${account}`,
  }));
  return {
    hits: [...numbers, ...matching, ...customers].slice(0, 12),
    busy: found.isFetching,
  };
}

/** At once, so that no key goes to the page below; the layer itself gives the focus a moment later. */
const takeFocus = (field: HTMLInputElement | null) => field?.focus();

/** ⌘K: one field that goes anywhere. Arrows move, Enter opens. */
export function Palette({ onClose }: { onClose(): void }) {
  useLayer(true, onClose);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { hits, busy } = useHits(typed);
  const navigate = useNavigate();
  const chosen = Math.min(at, hits.length - 1);
  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    void navigate({ to: hit.to, search: (hit.search ?? {}) as never });
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((chosen + step + hits.length) % Math.max(hits.length, 1));
    else if (event.key === "Enter") open(hits[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal opened onClose={onClose} withCloseButton={false} padding={0} yOffset="12vh" size={520} aria-label="Search">
      <TextInput
        ref={takeFocus}
        data-autofocus
        variant="unstyled"
        className="palette-field"
        leftSection={busy ? <Loader size={14} /> : <IconSearch size={16} />}
        placeholder="Page, company, account code, login, IP, SIP user or phone number"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        role="combobox"
        aria-label="Search pages and customers"
        aria-expanded={hits.length > 0}
        aria-controls="palette-hits"
        aria-activedescendant={hits[chosen] ? `hit-${hits[chosen].key}` : undefined}
      />
      <div role="listbox" id="palette-hits" aria-label="Results" className="palette-hits">
        {hits.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field that owns the list
          <div
            key={hit.key}
            id={`hit-${hit.key}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className="palette-hit"
            onClick={() => open(hit)}
          >
            <span>{hit.label}</span>
            <span className="dim">{hit.hint}</span>
          </div>
        ))}
      </div>
      {hits.length === 0 && !busy ? <p className="palette-none dim">Nothing begins like that.</p> : null}
      <p className="palette-foot dim">
        <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> move · <Kbd size="xs">Enter</Kbd> open · <Kbd size="xs">Esc</Kbd>{" "}
        close
      </p>
    </Modal>
  );
}
