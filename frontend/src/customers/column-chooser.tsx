import { Button, Popover } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { ColumnChooserProps } from "./column-settings.tsx";

const load = () => import("./column-settings.tsx");
const ColumnSettings = lazy(async () => ({ default: (await load()).ColumnSettings }));

/** Which columns are shown, in what order, and how high rows are. Columns are part of the address too, so a link shows the same table. */
export function ColumnChooser(props: ColumnChooserProps) {
  const [opened, setOpened] = useState(false);
  // Opened when its code is there: the keyboard goes to the first field that it finds.
  const toggle = () => (opened ? setOpened(false) : void load().then(() => setOpened(true)));
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="sm" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          className="hide-small"
          leftSection={<IconColumns3 size={16} />}
          onPointerEnter={load}
          onClick={toggle}
        >
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Suspense fallback={null}>
          <ColumnSettings {...props} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
