import { Drawer } from "@mantine/core";
import { useLayer } from "../ui/use-layer.ts";
import { MenuEntries } from "./menu-entries.tsx";

/** The menu where there is no room beside the page. */
export function MenuDrawer({ opened, onClose }: { opened: boolean; onClose(): void }) {
  useLayer(opened, onClose);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title="Switchbook"
      size={270}
      closeButtonProps={{ "aria-label": "Close menu" }}
      transitionProps={{ duration: 120 }}
    >
      <nav aria-label="Main">
        <MenuEntries />
      </nav>
    </Drawer>
  );
}
