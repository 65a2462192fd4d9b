import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { customerQuery } from "../customers/customer.api.ts";
import { menuFor } from "./portal-menu.ts";

/** Every page of the portal that is there for this customer. */
export function PortalMenuEntries({ account }: { account: string }) {
  const { data: customer } = useQuery(customerQuery(account));
  return menuFor(customer?.selfEdit ?? []).map(({ title, items }) => (
    <div key={title || "top"} className="menu-group">
      {title ? <p className="menu-title">{title}</p> : null}
      <ul>
        {items.map(({ tab, to, label, icon: Icon }) => (
          <li key={label}>
            <Link
              to={to ?? `/customers/${account}${tab ? `/${tab}` : ""}`}
              className="menu-link"
              activeOptions={{ exact: tab === "", includeSearch: false }}
            >
              <Icon size={16} stroke={1.7} aria-hidden />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  ));
}
