import { MultiSelect, NativeSelect, NumberInput, TagsInput, TextInput } from "@mantine/core";
import type { LayoutView } from "./rate-import.api.ts";
import { fieldNames, type SheetField } from "./sheet-field-names.ts";

interface SheetFormatsProps {
  layout: LayoutView;
  change(part: Partial<LayoutView>): void;
  disabled: boolean;
}

interface Choice<K extends keyof LayoutView> {
  name: K;
  label: string;
  description: string;
  options: readonly (readonly [LayoutView[K], string])[];
}

const choice = <K extends keyof LayoutView>(one: Choice<K>) => one;

const choices = [
  choice({
    name: "decimal",
    label: "Decimal sign",
    description: "Undeclared, a comma that may mean thousands is refused.",
    options: [
      ["AUTO", "Not declared"],
      ["POINT", "Point: 1,234.56"],
      ["COMMA", "Comma: 1.234,56"],
    ],
  }),
  choice({
    name: "dates",
    label: "Dates",
    description: "A date that begins with its year is always read.",
    options: [
      ["ISO", "Year first only: 2026-10-31"],
      ["DMY", "Day first: 31/10/2026"],
      ["MDY", "Month first: 10/31/2026"],
    ],
  }),
  choice({
    name: "priceIn",
    label: "Prices and fees are in",
    description: "A cent is a hundredth of the unit.",
    options: [
      ["UNITS", "Units of the currency"],
      ["CENTS", "Cents"],
    ],
  }),
  choice({
    name: "pricePer",
    label: "Prices are per",
    description: "Fees are per call in either case.",
    options: [
      ["MINUTE", "Minute"],
      ["SECOND", "Second"],
    ],
  }),
  choice({
    name: "encoding",
    label: "Encoding",
    description: "Of text without a byte order mark.",
    options: [
      ["UTF-8", "UTF-8"],
      ["WINDOWS-1252", "Windows-1252 (Western)"],
    ],
  }),
];

/** How the sheet writes its values: nothing of it is guessed. */
export function SheetFormats({ layout, change, disabled }: SheetFormatsProps) {
  return (
    <div className="fields">
      {choices.map(({ name, label, description, options }) => (
        <NativeSelect
          key={name}
          label={label}
          description={description}
          disabled={disabled}
          value={layout[name]}
          onChange={(event) => change({ [name]: event.currentTarget.value })}
          data={options.map(([value, text]) => ({ value, label: text }))}
        />
      ))}
      <NumberInput
        label="Round prices to decimals"
        description="Empty: nothing is rounded; more than 9 are refused."
        min={0}
        max={9}
        allowDecimal={false}
        disabled={disabled}
        value={layout.priceDecimals ?? ""}
        onChange={(value) => change({ priceDecimals: value === "" ? null : Number(value) })}
      />
      <TextInput
        label="International prefix"
        description="Such as 00 or 011, where codes begin with it."
        inputMode="numeric"
        disabled={disabled}
        value={layout.internationalPrefix}
        onChange={(event) => change({ internationalPrefix: event.currentTarget.value.replace(/\D/g, "").slice(0, 4) })}
      />
      <MultiSelect
        label="Empty cells mean the one above"
        description="For what is written once for several rows."
        disabled={disabled}
        value={layout.fillDown}
        onChange={(fillDown) => change({ fillDown: fillDown as SheetField[] })}
        data={Object.entries(fieldNames).map(([value, label]) => ({ value, label }))}
      />
      <TagsInput
        label="Words that block a prefix"
        description="Beside blocked, barred, not available and their like."
        disabled={disabled}
        value={layout.blockedWords}
        onChange={(blockedWords) => change({ blockedWords })}
      />
      <TagsInput
        label="Words that end a prefix"
        description="Beside closed, deleted, discontinued and their like."
        disabled={disabled}
        value={layout.closedWords}
        onChange={(closedWords) => change({ closedWords })}
      />
    </div>
  );
}
