import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useSessionWatch } from "../auth/use-session-watch.ts";
import { useFollowed } from "../exports/followed.ts";
import { Toasts } from "../ui/toasts.tsx";
import { NotFound } from "./not-found.tsx";
import { OfflineBar } from "./offline-bar.tsx";
import { mayVisit } from "./reach.ts";
import { Sidebar } from "./sidebar.tsx";
import { SwitchBanner } from "./switch-banner.tsx";
import { TopBar } from "./top-bar.tsx";
import { useShortcuts } from "./use-shortcuts.ts";
import "./shell.css";

const loadPalette = () => import("./palette.tsx");
const Palette = lazy(() => loadPalette().then(({ Palette }) => ({ default: Palette })));
const ExportTray = lazy(() => import("../exports/export-tray.tsx").then(({ ExportTray }) => ({ default: ExportTray })));
const Help = lazy(() => import("./shortcut-help.tsx").then(({ ShortcutHelp }) => ({ default: ShortcutHelp })));

/** Sidebar, header and the page. On a narrow screen the sidebar is a drawer. */
export function Shell() {
  const session = useSessionWatch();
  const [drawer, setDrawer] = useState(false);
  const [open, setOpen] = useState<"palette" | "help" | undefined>();
  const followed = useFollowed();
  const path = useRouterState({ select: (state) => state.location.pathname });
  useShortcuts({ palette: () => setOpen("palette"), help: () => setOpen("help") });
  // Fetched before it is asked for: what is typed right after Ctrl-K must not be lost.
  useEffect(() => void setTimeout(loadPalette, 1500), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(() => setDrawer(false), [path]);
  return (
    <div className="shell">
      <a href="#main" className="skip">
        Skip to content
      </a>
      {session?.switched ? <SwitchBanner switched={session.switched} /> : null}
      <TopBar session={session} onMenu={() => setDrawer(true)} onSearch={() => setOpen("palette")} />
      <Sidebar drawer={drawer} onClose={() => setDrawer(false)} />
      <main id="main" className="main" tabIndex={-1}>
        <OfflineBar />
        {session && !mayVisit(session.user, path) ? <NotFound /> : <Outlet />}
      </main>
      <Suspense fallback={null}>{followed.length > 0 ? <ExportTray ids={followed} /> : null}</Suspense>
      <Toasts />
      <Suspense fallback={null}>
        {open === "palette" ? <Palette onClose={() => setOpen(undefined)} /> : null}
        {open === "help" ? <Help onClose={() => setOpen(undefined)} /> : null}
      </Suspense>
    </div>
  );
}
