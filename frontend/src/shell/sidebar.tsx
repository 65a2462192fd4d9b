import { Drawer } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useBranding } from "../settings/branding.api.ts";
import { useLayer } from "../ui/use-layer.ts";
import { menu } from "./menu.ts";

function Entries() {
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

/** The menu: beside the page where there is room, a drawer where there is not. It lists only pages that exist. */
export function Sidebar({ drawer, onClose }: { drawer: boolean; onClose(): void }) {
  useLayer(drawer, onClose);
  const { companyName } = useBranding();
  return (
    <>
      <nav className="sidebar" aria-label="Main">
        <Entries />
      </nav>
      <Drawer
        opened={drawer}
        onClose={onClose}
        title={companyName}
        size={270}
        closeButtonProps={{ "aria-label": "Close menu" }}
        transitionProps={{ duration: 120 }}
      >
        <nav aria-label="Main">
          <Entries />
        </nav>
      </Drawer>
    </>
  );
}
