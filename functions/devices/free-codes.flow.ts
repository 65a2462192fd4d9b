import type { Principal } from "../auth/access.ts";
import { holderShown } from "../customers/holder-shown.flow.ts";
import { type Taken, taken } from "../customers/reopened.ts";
import { type Code, holdersOf } from "./alias.store.ts";

const nameOf = (code: Code): string => (typeof code === "string" ? code : `${code.code} (source ${code.source})`);

/** Which of the codes of a closed customer or its device nobody has now, and whose the others are. */
export async function freeAmong<C extends Code>(codes: readonly C[], actor: Principal) {
  const holders = await holdersOf(codes);
  const isTaken = (code: C) => holders.has(JSON.stringify(code));
  const gone: Taken[] = [];
  for (const code of codes.filter(isTaken))
    gone.push(taken("CODE", nameOf(code), await holderShown(holders.get(JSON.stringify(code))?.account, actor)));
  return { free: codes.filter((code) => !isTaken(code)), taken: gone };
}
