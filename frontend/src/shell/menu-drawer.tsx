import { Drawer } from "@mantine/core";
import { useBranding } from "../settings/branding.api.ts";
import { useLayer } from "../ui/use-layer.ts";
import { MenuEntries } from "./menu-entries.tsx";

/** The menu where there is no room beside the page. */
export function MenuDrawer({ opened, onClose }: { opened: boolean; onClose(): void }) {
  useLayer(opened, onClose);
  const { companyName } = useBranding();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={companyName}
      size={270}
      closeButtonProps={{ "aria-label": "Close menu" }}
      position="left"
    >
      <nav aria-label="Main">
        <MenuEntries />
      </nav>
    </Drawer>
  );
}
