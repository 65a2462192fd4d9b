import { NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { zoneNames } from "../ui/zone-names.ts";
import type { SettingsView } from "./comparison.api.ts";

interface SettingsFieldsProps {
  settings: SettingsView;
  isVendor: boolean;
  change(settings: SettingsView): void;
}

/** What counts as no difference, and how their times are to be read. */
export function SettingsFields({ settings, isVendor, change }: SettingsFieldsProps) {
  const set = (part: Partial<SettingsView>) => change({ ...settings, ...part });
  return (
    <div className="fields">
      <NumberInput
        label="Setup times, seconds apart"
        description="Of one call, at most."
        min={0}
        max={300}
        allowDecimal={false}
        value={settings.timeToleranceSeconds}
        onChange={(value) => set({ timeToleranceSeconds: Number(value) })}
      />
      <NumberInput
        label="Durations, seconds apart"
        description="More is a difference."
        min={0}
        max={60}
        allowDecimal={false}
        value={settings.durationToleranceSeconds}
        onChange={(value) => set({ durationToleranceSeconds: Number(value) })}
      />
      <TextInput
        label="Same amount up to"
        description="Amounts of a call that differ by no more are the same."
        inputMode="decimal"
        value={settings.amountTolerance}
        onChange={(event) => set({ amountTolerance: event.currentTarget.value })}
      />
      <TextInput
        label="Rounding up to"
        description="Amounts of a call that differ by no more were rounded."
        inputMode="decimal"
        value={settings.roundingTolerance}
        onChange={(event) => set({ roundingTolerance: event.currentTarget.value })}
      />
      <NativeSelect
        label="Numbers agree in"
        description="What stands before may differ from file to file."
        value={String(settings.numberDigits)}
        onChange={(event) => set({ numberDigits: Number(event.currentTarget.value) })}
        data={[
          { value: "0", label: "All digits" },
          ...[6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((n) => ({ value: String(n), label: `The last ${n} digits` })),
        ]}
      />
      <NativeSelect
        label="Their time is"
        description="Which instant of ours it is compared with."
        value={settings.clock}
        onChange={(event) => set({ clock: event.currentTarget.value as SettingsView["clock"] })}
        data={[
          { value: "SETUP", label: "When the call was set up" },
          { value: "ANSWER", label: "When it was answered" },
        ]}
      />
      <NativeSelect
        label="Their time zone"
        description="Name it where clocks change within the period."
        value={settings.timeZone ?? ""}
        onChange={(event) => set({ timeZone: event.currentTarget.value || null })}
        data={[{ value: "", label: "Find it" }, ...zoneNames]}
      />
      {isVendor ? null : (
        <NativeSelect
          label="Their amounts are"
          description="Ours are taken with or without tax likewise."
          value={settings.taxIncluded ? "gross" : "net"}
          onChange={(event) => set({ taxIncluded: event.currentTarget.value === "gross" })}
          data={[
            { value: "net", label: "Without tax" },
            { value: "gross", label: "With tax" },
          ]}
        />
      )}
    </div>
  );
}
