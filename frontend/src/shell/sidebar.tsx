import { lazy, memo } from "react";
import { OnceOpened } from "../ui/once-opened.tsx";
import { MenuEntries } from "./menu-entries.tsx";

const MenuDrawer = lazy(async () => ({ default: (await import("./menu-drawer.tsx")).MenuDrawer }));

/** The menu: beside the page where there is room, a drawer where there is not. It lists only pages that exist. */
export const Sidebar = memo(function Sidebar({ drawer, onClose }: { drawer: boolean; onClose(): void }) {
  return (
    <>
      <nav className="sidebar" aria-label="Main">
        <MenuEntries />
      </nav>
      <OnceOpened opened={drawer}>
        <MenuDrawer opened={drawer} onClose={onClose} />
      </OnceOpened>
    </>
  );
});
