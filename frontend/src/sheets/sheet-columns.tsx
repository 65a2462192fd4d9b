import { NativeSelect, TextInput } from "@mantine/core";

/** Chosen in place of a header: one text for every row. */
const constant = "\u0000constant";

interface ColumnsAndConstants {
  columns: Record<string, string>;
  constants: Record<string, string>;
}

interface SheetColumnsProps<Field extends string> {
  fields: readonly Field[];
  /** What each field is called. */
  labels: Readonly<Partial<Record<Field, string>>>;
  /** Fields that every row must say. */
  mandatory?: ReadonlySet<Field>;
  headers: readonly string[];
  /** Columns that were found without being chosen. */
  found: Record<string, string>;
  layout: ColumnsAndConstants;
  change(part: Partial<ColumnsAndConstants>): void;
  disabled: boolean;
}

const without = (record: Record<string, string>, field: string): Record<string, string> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== field));

/** Which column of the sheet is what; or one text that stands in every row. */
export function SheetColumns<Field extends string>(props: SheetColumnsProps<Field>) {
  const { fields, labels, mandatory, headers, found, layout, change, disabled } = props;
  const { columns, constants } = layout;
  const choose = (field: Field, value: string) =>
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
              label={labels[field] ?? field}
              withAsterisk={mandatory?.has(field) ?? false}
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
                aria-label={`${labels[field] ?? field} of every row`}
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
