import type { SeenView } from "./seen.ts";
import "./sheet-preview.css";

/** The first lines of the file as they stand, the headers marked. */
export function SheetPreview({ seen }: { seen: SeenView }) {
  if (seen.preview.length === 0) return null;
  const width = Math.max(...seen.preview.map(({ cells }) => cells.length));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also by the keyboard
    <section className="sheet-preview" aria-label="First lines of the sheet" tabIndex={0}>
      <table>
        <tbody>
          {seen.preview.map(({ line, cells }) => (
            <tr key={line} data-header={line === seen.headerRow || undefined}>
              <th scope="row">{line}</th>
              {Array.from({ length: width }, (_, position) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place alone
                <td key={position}>{cells[position]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
