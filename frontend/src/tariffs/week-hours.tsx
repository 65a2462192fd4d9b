import { Button, Checkbox, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import type { FormHandle } from "../ui/schema-form.ts";
import "./week-hours.css";

export interface HourWindow {
  days: number[];
  from: string;
  to: string;
}
type Values = Record<string, unknown> & { windows: HourWindow[] };

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Windows of the week; none means always. A window that ends before it begins runs over midnight. */
export function WeekHours<V extends Values>({ handle, zone }: { handle: FormHandle<V>; zone: string }) {
  const form = handle.form as unknown as UseFormReturnType<Values>;
  const { windows } = form.getValues();
  return (
    <div className="windows">
      <p className="dim">{windows.length === 0 ? "Holds always." : `Holds only at these hours in ${zone}.`}</p>
      {windows.map((window, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a window is known by its place alone
        <fieldset key={index} className="window">
          <legend className="sr-only">Window {index + 1}</legend>
          <Checkbox.Group
            value={window.days.map(String)}
            onChange={(on) => form.setFieldValue(`windows.${index}.days`, on.map(Number).sort() as never)}
            error={form.errors[`windows.${index}.days`]}
            aria-label="Days"
          >
            <div className="window-days">
              {days.map((day, at) => (
                <Checkbox key={day} size="xs" value={String(at + 1)} label={day} />
              ))}
            </div>
          </Checkbox.Group>
          <div className="toolbar">
            <TextInput label="From" placeholder="08:00" w={90} {...form.getInputProps(`windows.${index}.from`)} />
            <TextInput label="To" placeholder="18:00" w={90} {...form.getInputProps(`windows.${index}.to`)} />
            <Button variant="subtle" color="gray" onClick={() => form.removeListItem("windows", index)}>
              Remove
            </Button>
          </div>
        </fieldset>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={14} />}
        style={{ justifySelf: "start" }}
        onClick={() => form.insertListItem("windows", { days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" })}
      >
        Add hours
      </Button>
    </div>
  );
}
