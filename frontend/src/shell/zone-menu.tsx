import { Button, Menu } from "@mantine/core";
import { IconCheck, IconClock } from "@tabler/icons-react";
import { browserZone, useZone } from "../ui/zone.tsx";

/** In which zone every page shows its times. */
export function ZoneMenu() {
  const { zone, choose } = useZone();
  const zones = [...new Set([browserZone, "UTC"])];
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
        {zones.map((each) => (
          <Menu.Item
            key={each}
            onClick={() => choose(each)}
            rightSection={each === zone ? <IconCheck size={14} aria-label="chosen" /> : null}
          >
            {each === browserZone && each !== "UTC" ? `${each} (this browser)` : each}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
