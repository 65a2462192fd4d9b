import { Button, Menu } from "@mantine/core";
import { IconCheck, IconClock } from "@tabler/icons-react";
import { browserZone, useZone } from "../ui/zone.tsx";

/** What each zone that may be chosen is called. @param own the account's, by which its days are counted */
const zonesFor = (own: string | undefined): [zone: string, name: string][] => [
  ...new Map([
    [browserZone, `${browserZone} (this browser)`],
    ...(own === undefined ? [] : ([[own, `${own} (your account)`]] as const)),
    ["UTC", "UTC"],
  ]),
];

/** In which zone every page shows its times. */
export function ZoneMenu({ own }: { own?: string | undefined }) {
  const { zone, choose } = useZone();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          className="zone-button"
          leftSection={<IconClock size={16} />}
          aria-label={`Time zone: ${zone}`}
        >
          <span className="hide-small">{zone}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Times are shown in</Menu.Label>
        {zonesFor(own).map(([each, name]) => (
          <Menu.Item
            key={each}
            onClick={() => choose(each)}
            rightSection={each === zone ? <IconCheck size={14} aria-label="chosen" /> : null}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
