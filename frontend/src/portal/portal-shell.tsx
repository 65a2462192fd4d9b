import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useSessionWatch } from "../auth/use-session-watch.ts";
import { useFollowed } from "../exports/followed.ts";
import { OfflineBar } from "../shell/offline-bar.tsx";
import { Toasts } from "../ui/toasts.tsx";
import { PortalBar } from "./portal-bar.tsx";
import { PortalMenuEntries } from "./portal-menu-entries.tsx";
import { PortalTop } from "./portal-top.tsx";
import "../shell/shell.css";
import "./portal.css";

const ExportTray = lazy(() => import("../exports/export-tray.tsx").then(({ ExportTray }) => ({ default: ExportTray })));
const SwitchBanner = lazy(() =>
  import("../shell/switch-banner.tsx").then(({ SwitchBanner }) => ({ default: SwitchBanner })),
);

/** Brand, menu and the page. On a phone the menu is a bar at the bottom. */
export function PortalShell() {
  const session = useSessionWatch();
  const followed = useFollowed();
  const account = session?.user.account;
  return (
    <div className="shell portal">
      <a href="#main" className="skip">
        Skip to content
      </a>
      <Suspense fallback={null}>{session?.switched ? <SwitchBanner switched={session.switched} /> : null}</Suspense>
      <PortalTop account={account} />
      {account ? (
        <nav className="sidebar" aria-label="Main">
          <PortalMenuEntries account={account} />
        </nav>
      ) : null}
      <main id="main" className="main" tabIndex={-1}>
        <OfflineBar />
        <Outlet />
      </main>
      <Suspense fallback={null}>{followed.length > 0 ? <ExportTray ids={followed} /> : null}</Suspense>
      <Toasts />
      {account ? <PortalBar account={account} /> : null}
    </div>
  );
}
