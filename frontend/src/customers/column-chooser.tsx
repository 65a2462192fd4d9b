import { Button, Checkbox, Popover } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { customerColumns } from "./customer-columns.tsx";

/** Which columns are shown. The choice is part of the address, so a link shows the same table. */
export function ColumnChooser({ hidden, change }: { hidden: readonly string[]; change(hidden: string[]): void }) {
  const flip = (id: string, on: boolean) => {
    const kept = hidden.filter((each) => each !== id && each !== "none");
    change(on ? kept : [...kept, id]);
  };
  return (
    <Popover position="bottom-end" shadow="sm" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" className="hide-small" leftSection={<IconColumns3 size={16} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <div className="section">
          {customerColumns
            .filter(({ main, header }) => !main && header)
            .map(({ id, header }) => (
              <Checkbox
                key={id}
                size="xs"
                label={header}
                checked={!hidden.includes(id)}
                onChange={(event) => flip(id, event.currentTarget.checked)}
              />
            ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
