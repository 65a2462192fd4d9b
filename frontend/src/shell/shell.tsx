import { Outlet, useRouterState } from "@tanstack/react-router";
import { type ComponentType, lazy, Suspense, useCallback, useEffect, useState } from "react";
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

type Layer = ComponentType<{ onClose(): void }>;

/** The palette itself, once its code is there: through `lazy` React would show nothing for 300 ms even then. */
let LoadedPalette: Layer | undefined;
async function loadPalette() {
  LoadedPalette = (await import("./palette.tsx")).Palette;
  return { default: LoadedPalette };
}
const Palette = lazy(loadPalette);
const ExportTray = lazy(() => import("../exports/export-tray.tsx").then(({ ExportTray }) => ({ default: ExportTray })));
const Help = lazy(() => import("./shortcut-help.tsx").then(({ ShortcutHelp }) => ({ default: ShortcutHelp })));

/** Sidebar, header and the page. On a narrow screen the sidebar is a drawer. */
export function Shell() {
  const session = useSessionWatch();
  const [drawer, setDrawer] = useState(false);
  const [Open, setOpen] = useState<Layer>();
  const followed = useFollowed();
  const path = useRouterState({ select: (state) => state.location.pathname });
  // The same ones always, so that neither bar nor menu is drawn anew because something opens over them.
  const openMenu = useCallback(() => setDrawer(true), []);
  const closeMenu = useCallback(() => setDrawer(false), []);
  const openPalette = useCallback(
    () => setOpen((now: Layer | undefined) => (now === Palette ? now : (LoadedPalette ?? Palette))),
    [],
  );
  const openHelp = useCallback(() => setOpen(() => Help), []);
  useShortcuts({ palette: openPalette, help: openHelp });
  // Fetched before it is asked for: what is typed right after Ctrl-K must not be lost.
  useEffect(() => void setTimeout(() => loadPalette().catch(() => undefined), 1500), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(() => setDrawer(false), [path]);
  return (
    <div className="shell">
      <a href="#main" className="skip">
        Skip to content
      </a>
      {session?.switched ? <SwitchBanner switched={session.switched} /> : null}
      <TopBar session={session} onMenu={openMenu} onSearch={openPalette} />
      <Sidebar drawer={drawer} onClose={closeMenu} />
      <main id="main" className="main" tabIndex={-1}>
        <OfflineBar />
        {session && !mayVisit(session.user, path) ? <NotFound /> : <Outlet />}
      </main>
      <Suspense fallback={null}>{followed.length > 0 ? <ExportTray ids={followed} /> : null}</Suspense>
      <Toasts />
      <Suspense fallback={null}>{Open ? <Open onClose={() => setOpen(undefined)} /> : null}</Suspense>
    </div>
  );
}
