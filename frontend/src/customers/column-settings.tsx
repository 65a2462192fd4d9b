import { ActionIcon, Button, Checkbox, SegmentedControl } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPin, IconPinFilled } from "@tabler/icons-react";
import { useState } from "react";
import { usePreferences } from "../preferences/preferences.api.ts";
import { customerColumns } from "./customer-columns.tsx";
import type { ColumnChoice } from "./use-columns.ts";
import "./column-chooser.css";

export interface ColumnChooserProps {
  choice: ColumnChoice;
  change(choice: ColumnChoice): void;
  reset(): void;
}

const headerOf = (id: string): string => customerColumns.find((column) => column.id === id)?.header ?? id;

const densities = [
  { value: "COMPACT", label: "Compact" },
  { value: "NORMAL", label: "Normal" },
  { value: "COMFORTABLE", label: "Roomy" },
];

/** What the chooser of columns shows when it is open. */
export function ColumnSettings({ choice, change, reset }: ColumnChooserProps) {
  const { preferences, change: keep } = usePreferences();
  return (
    <div className="section">
      <ColumnList choice={choice} change={change} />
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Height of rows"
        data={densities}
        value={preferences.density}
        onChange={(density) => keep({ density: density as typeof preferences.density })}
      />
      <Button variant="default" onClick={reset}>
        Columns as they come
      </Button>
    </div>
  );
}

/** Moved by dragging, or by the buttons, which work by keyboard and under a finger. */
function ColumnList({ choice, change }: Pick<ColumnChooserProps, "choice" | "change">) {
  const { order, hidden, pinned } = choice;
  const [dragged, setDragged] = useState<string>();
  const flip = (id: string, on: boolean) =>
    change({ ...choice, hidden: on ? hidden.filter((each) => each !== id) : [...hidden, id] });
  const move = (id: string, to: number, stay = pinned) => {
    const others = order.filter((each) => each !== id);
    change({ order: [...others.slice(0, to), id, ...others.slice(to)], hidden, pinned: stay });
  };
  // Those that stay are the first: one joins them at their end, or leaves them there.
  const pin = (id: string, isOn: boolean) => move(id, isOn ? pinned - 1 : pinned, isOn ? pinned - 1 : pinned + 1);
  return (
    <ul className="column-list" aria-label="Columns, from left to right">
      {order.map((id, at) => (
        <li
          key={id}
          draggable
          data-dragged={dragged === id || undefined}
          onDragStart={() => setDragged(id)}
          onDragOver={(event) => event.preventDefault()}
          onDrop={() => dragged !== undefined && dragged !== id && move(dragged, at)}
          onDragEnd={() => setDragged(undefined)}
        >
          <IconGripVertical size={14} aria-hidden />
          <Checkbox
            size="xs"
            label={headerOf(id)}
            checked={!hidden.includes(id)}
            onChange={(event) => flip(id, event.currentTarget.checked)}
          />
          <ActionIcon
            variant={at < pinned ? "light" : "subtle"}
            color="gray"
            size={24}
            aria-label={`Keep ${headerOf(id)} in sight`}
            aria-pressed={at < pinned}
            onClick={() => pin(id, at < pinned)}
          >
            {at < pinned ? <IconPinFilled size={14} /> : <IconPin size={14} />}
          </ActionIcon>
          <Step label={`Move ${headerOf(id)} left`} off={at === 0} act={() => move(id, at - 1)} up />
          <Step label={`Move ${headerOf(id)} right`} off={at === order.length - 1} act={() => move(id, at + 1)} />
        </li>
      ))}
    </ul>
  );
}

const Step = ({ label, off, act, up }: { label: string; off: boolean; act(): void; up?: boolean }) => (
  <ActionIcon variant="subtle" color="gray" size={24} aria-label={label} disabled={off} onClick={act}>
    {up ? <IconArrowUp size={14} /> : <IconArrowDown size={14} />}
  </ActionIcon>
);
