import { Link } from "@tanstack/react-router";
import { menu } from "./menu.ts";

/** The pages by group. */
export function MenuEntries() {
  return menu.map(({ group, items }) => (
    <div key={group || "top"} className="menu-group">
      {group ? <p className="menu-title">{group}</p> : null}
      <ul>
        {items.map(({ to, label, icon: Icon, exact }) => (
          <li key={to}>
            <Link to={to} className="menu-link" activeOptions={{ exact, includeSearch: false }}>
              <Icon size={16} stroke={1.7} aria-hidden />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  ));
}
