import { now } from "../../functions/platform/clock.ts";
import { uniqueName } from "../support/api.ts";
import { type Kind, kinds } from "./odd-layout.ts";

export interface OddCall {
  kind: Kind;
  id: string;
  account: string;
  seconds: number;
  text: string;
}

/** So many calls of the last two hours, of each kind as many, of the first three accounts. */
export function oddCalls(accounts: readonly string[], count: number): OddCall[] {
  const setup = Math.floor(now() / 1000) - 7200;
  return Array.from({ length: count }, (_, n) => {
    const kind = kinds[n % kinds.length] as Kind;
    const [id, account, seconds] = [`${uniqueName()}-${n}`, accounts[n % 3] as string, 1 + (n % 50)];
    return { kind, id, account, seconds, text: [kind, id, account, "4420", setup + n, seconds, "done"].join("|") };
  });
}
