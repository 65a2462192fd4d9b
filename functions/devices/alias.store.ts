import { keys } from "../platform/keys.ts";
import { absent, check, getMany, type Write } from "../platform/table.ts";
import { bind, release } from "./binding.store.ts";
import { Binding, type Holder } from "./binding.ts";
import { type Alias, anySource } from "./device.store.ts";

/** A code as customers and devices carry it: plain text counts for every CDR source. */
export type Code = string | { source: string; code: string };

const keyOf = (code: Code) =>
  typeof code === "string" ? keys.alias(anySource, code) : keys.alias(code.source, code.code);
const nameOf = (code: Code): string => JSON.stringify(keyOf(code));

const textOf = (code: Code): string => (typeof code === "string" ? code : code.code);

/** An account code goes before every other code, so one that is another customer's would never count. */
const notAccounts = (codes: readonly Code[], { account }: Holder): Write[] =>
  [...new Set(codes.map(textOf))]
    .filter((text) => /^C\d{8}$/.test(text) && text !== account)
    .map((text) => check(keys.customer(text), absent));

/**
 * Claims each code. Fails its condition when anyone has the same code for the same source, or it is the account code of
 * another customer.
 */
export const claimCodes = (codes: readonly Code[], owner: Holder, at: number): Write[] => [
  ...codes.map((code) => bind(keyOf(code), owner, at)),
  ...notAccounts(codes, owner),
];

/** Anyone may claim them again; whose they were stays known for the calls of then. */
export const freeCodes = (codes: readonly Code[], owner: Holder, at: number): Promise<Write[]> =>
  release(codes.map(keyOf), owner, at);

/** Frees the codes that are gone and claims those that are new. */
export async function changeCodes(
  seen: readonly Code[],
  next: readonly Code[],
  owner: Holder,
  at: number,
): Promise<Write[]> {
  const [before, after] = [new Set(seen.map(nameOf)), new Set(next.map(nameOf))];
  const gone = seen.filter((code) => !after.has(nameOf(code)));
  const added = next.filter((code) => !before.has(nameOf(code)));
  return [...(await freeCodes(gone, owner, at)), ...claimCodes(added, owner, at)];
}

/** Who has each code for exactly that source, by the code as JSON; codes that are free are left out. */
export async function holdersOf(codes: readonly Code[]): Promise<Map<string, Alias>> {
  const stored = new Map((await getMany(codes.map(keyOf))).map((item) => [item.pk, Binding.parse(item)]));
  return new Map(
    codes.flatMap((code) => {
      const { account, deviceId } = stored.get(keyOf(code).pk) ?? {};
      return account === undefined ? [] : [[JSON.stringify(code), { account, deviceId }]];
    }),
  );
}
