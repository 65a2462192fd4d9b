import { NativeSelect, TextInput } from "@mantine/core";
import type { LayoutView, RateImportView } from "./rate-import.api.ts";

export type SheetField = RateImportView["fields"][number];

export const fieldNames: Record<SheetField, string> = {
  prefix: "Prefix",
  countryCode: "Country code",
  destination: "Destination",
  pricePerMinute: "Price",
  connectFee: "Connect fee",
  increments: "Increments (30/6)",
  firstIncrement: "First increment",
  nextIncrement: "Next increment",
  graceSeconds: "Grace seconds",
  freeSeconds: "Free seconds",
  blocked: "Blocked (yes or no)",
  status: "Status (a word)",
  effectiveFrom: "Effective from",
  effectiveTo: "Effective to",
};

/** Chosen in place of a header: one text for every row. */
const constant = "\u0000constant";

interface SheetFieldsProps {
  fields: readonly SheetField[];
  headers: readonly string[];
  /** Columns that were found without being chosen. */
  found: Record<string, string>;
  layout: LayoutView;
  change(part: Partial<LayoutView>): void;
  disabled: boolean;
}

const without = (record: Record<string, string>, field: string): Record<string, string> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== field));

/** Which column of the sheet is what; or one text that stands in every row. */
export function SheetFields({ fields, headers, found, layout, change, disabled }: SheetFieldsProps) {
  const { columns, constants } = layout;
  const choose = (field: SheetField, value: string) =>
    change(
      value === constant
        ? { constants: { ...constants, [field]: "" }, columns: without(columns, field) }
        : {
            constants: without(constants, field),
            columns: value ? { ...columns, [field]: value } : without(columns, field),
          },
    );
  return (
    <div className="fields column-map">
      {fields.map((field) => {
        const isConstant = constants[field] !== undefined && columns[field] === undefined;
        return (
          <div key={field} className="section">
            <NativeSelect
              label={fieldNames[field]}
              disabled={disabled}
              value={isConstant ? constant : (columns[field] ?? "")}
              onChange={(event) => choose(field, event.currentTarget.value)}
              data={[
                { value: "", label: found[field] && !columns[field] ? `Found: ${found[field]}` : "–" },
                ...headers.map((header) => ({ value: header, label: header })),
                { value: constant, label: "The same in every row …" },
              ]}
            />
            {isConstant ? (
              <TextInput
                aria-label={`${fieldNames[field]} of every row`}
                placeholder="In every row"
                disabled={disabled}
                value={constants[field] ?? ""}
                onChange={(event) => change({ constants: { ...constants, [field]: event.currentTarget.value } })}
              />
            ) : null}
          </div>
        );
      })}
    </div>
  );
}
