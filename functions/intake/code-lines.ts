import * as z from "zod";
import { SwitchAccount } from "../customers/customer-fields.ts";

/** Codes that switches send, as a person pastes them: one a line, `code`, or `source, code` with the source's name or id. */

export interface NamedSource {
  id: string;
  name: string;
}

export type CodeLine =
  | { line: number; code: SwitchAccount }
  | { line: number; fault: "bad" | "duplicate"; message: string };

const codeRule = "A code is 1 to 64 printable characters without spaces.";

function codeOf(text: string, sources: readonly NamedSource[]): SwitchAccount | string {
  const parts = /^(.*?)\s*[,;\t]\s*([^,;\t]*)$/s.exec(text);
  const code = (parts?.[2] ?? text).trim();
  const plain = SwitchAccount.safeParse(code);
  if (!parts) return plain.success ? plain.data : codeRule;
  const named = (parts[1] ?? "").trim();
  const found = sources.filter(({ id, name }) => id === named || name.toLowerCase() === named.toLowerCase());
  const [source] = found;
  if (!source) return `There is no CDR source “${named}”.`;
  if (found.length > 1) return `More than one CDR source is called “${named}”. Give its id.`;
  return plain.success ? { source: source.id, code } : codeRule;
}

/** @param lines as pasted; empty ones count in the numbers and are passed over */
export function readCodeLines(lines: readonly string[], sources: readonly NamedSource[]): CodeLine[] {
  const seen = new Map<string, number>();
  return lines.flatMap((text, index): CodeLine[] => {
    const line = index + 1;
    if (text.trim() === "") return [];
    const code = codeOf(text.trim(), sources);
    // A sentence has spaces and a code has none.
    if (typeof code === "string" && code.includes(" ")) return [{ line, fault: "bad", message: code }];
    const first = seen.get(JSON.stringify(code));
    if (first !== undefined) return [{ line, fault: "duplicate", message: `The same as line ${first}.` }];
    seen.set(JSON.stringify(code), line);
    return [{ line, code }];
  });
}

const CheckedLine = z.object({
  /** From 1, as pasted. */
  line: z.number().int(),
  /** Null where the line is no code. */
  code: SwitchAccount.nullable(),
  verdict: z.enum(["free", "own", "taken", "duplicate", "bad"]),
  message: z.string(),
});
export type CheckedLine = z.infer<typeof CheckedLine>;
export const CheckedLines = z.object({ items: z.array(CheckedLine) }).meta({ id: "SwitchAccountsCheck" });
