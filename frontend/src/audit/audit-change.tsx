import type { AuditEntryView } from "./audit.api.ts";

/** Longest value that is written out; the whole entry is in the API. */
const mostCharacters = 120;

const valueText = (value: unknown): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
};

const Value = ({ value }: { value: unknown }) =>
  value === undefined || value === null || value === "" ? (
    <span className="dim">nothing</span>
  ) : (
    <span className="mono">{valueText(value)}</span>
  );

/** The fields that differ, each with what it was and what it became. */
export function AuditChange({ entry: { before, after } }: { entry: AuditEntryView }) {
  // The table keeps members in no order.
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  if (names.length === 0) return <span className="dim">–</span>;
  const created = Object.keys(before).length === 0;
  return (
    <details className="audit-change">
      <summary>
        {names.slice(0, 3).join(", ")}
        {names.length > 3 ? ` and ${names.length - 3} more` : ""}
      </summary>
      <dl>
        {names.map((name) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {created ? null : (
                <>
                  <Value value={before[name]} /> →{" "}
                </>
              )}
              <Value value={after[name]} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
