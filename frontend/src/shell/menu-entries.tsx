import { IconUser } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { sessionQuery } from "../auth/session.api.ts";
import { menuOf } from "./reach.ts";

/** The pages that are there for whoever is signed in, by group; a reseller's own account is one of them. */
export function MenuEntries() {
  const { data: session } = useQuery(sessionQuery);
  const own = session?.user.account;
  const path = useRouterState({ select: (state) => state.location.pathname });
  // A reseller's own page lies below the list of resellers: one entry of the two is where it is.
  const isOwnPage = own !== undefined && path === `/resellers/${own}`;
  return (
    <>
      {menuOf(session?.user).map(({ group, items }) => (
        <div key={group || "top"} className="menu-group">
          {group ? <p className="menu-title">{group}</p> : null}
          <ul>
            {items.map(({ to, label, icon: Icon, exact }) => (
              <li key={to}>
                <Link to={to} className="menu-link" activeOptions={{ exact: exact || isOwnPage, includeSearch: false }}>
                  <Icon size={16} stroke={1.7} aria-hidden />
                  {label}
                </Link>
              </li>
            ))}
            {own && group === "" ? (
              <li>
                <Link to="/resellers/$account" params={{ account: own }} className="menu-link">
                  <IconUser size={16} stroke={1.7} aria-hidden />
                  My account
                </Link>
              </li>
            ) : null}
          </ul>
        </div>
      ))}
    </>
  );
}
