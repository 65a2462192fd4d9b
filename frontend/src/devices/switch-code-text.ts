import { type CodeLine, type NamedSource, readCodeLines } from "../../../functions/intake/code-lines.ts";
import type { Schemas } from "../api/client.ts";

/** A code of a customer or device: for every source, or for one. */
export type Code = Schemas["Customer"]["switchAccounts"][number];

/** `1001`, or `PBX, 1001` where the code holds for one source. */
export function textOfCode(code: Code, sources: readonly NamedSource[]): string {
  if (typeof code === "string") return code;
  return `${sources.find(({ id }) => id === code.source)?.name ?? code.source}, ${code.code}`;
}

/** What was typed as one code; as it stands where it is none, so that the form says what is wrong with it. */
export function codeOfText(text: string, sources: readonly NamedSource[]): Code {
  const [read]: CodeLine[] = readCodeLines([text], sources);
  return read && "code" in read ? read.code : text;
}
