import { IconCash, IconDots, IconFileInvoice, IconHome2, IconPhoneCalling } from "@tabler/icons-react";
import { Link, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useLayer } from "../ui/use-layer.ts";
import { PortalMenuEntries } from "./portal-menu-entries.tsx";

const items = [
  ["/customers/$account", "Home", IconHome2],
  ["/customers/$account/calls", "Calls", IconPhoneCalling],
  ["/customers/$account/invoices", "Invoices", IconFileInvoice],
  ["/customers/$account/payments", "Payments", IconCash],
] as const;

/** On a phone: what is wanted most under the thumb, and all the rest one touch away. */
export function PortalBar({ account }: { account: string }) {
  const [more, setMore] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useLayer(more, () => setMore(false));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the list
  useEffect(() => setMore(false), [path]);
  return (
    <div className="portal-bar">
      {more ? (
        <nav id="portal-more" className="portal-more" aria-label="All pages">
          <PortalMenuEntries account={account} />
        </nav>
      ) : null}
      <nav aria-label="Shortcuts" className="portal-thumbs">
        {items.map(([to, label, Icon]) => (
          <Link
            key={label}
            to={to}
            params={{ account }}
            activeOptions={{ exact: label === "Home", includeSearch: false }}
            className="portal-thumb"
          >
            <Icon size={20} stroke={1.7} aria-hidden />
            {label}
          </Link>
        ))}
        <button
          type="button"
          className="portal-thumb"
          aria-expanded={more}
          aria-controls="portal-more"
          onClick={() => setMore(!more)}
        >
          <IconDots size={20} stroke={1.7} aria-hidden />
          More
        </button>
      </nav>
    </div>
  );
}
