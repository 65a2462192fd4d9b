import type { SwitchCdr } from "../cdrs/cdr.ts";
import { type Fingerprint, fingerprint, identityOf } from "../cdrs/identity.ts";
import { marksOf } from "../cdrs/seen.store.ts";
import { getSources } from "../intake/source.store.ts";
import { resolveCallers } from "../intake/whose-call.flow.ts";
import type { Suspended } from "./suspended.ts";

/** What marks say of records in suspense: another delivery, or a try that was under way, may have had them charged. */

interface AskedCall {
  cdr: SwitchCdr;
  /** Whose it was when it was parked; whose it is now is asked as well. */
  account: string | null;
}

/** The marks of the calls that are charged. */
export async function marksOfCalls<Asked extends AskedCall>(
  asked: readonly Asked[],
): Promise<Map<Asked, Fingerprint[]>> {
  if (asked.length === 0) return new Map();
  const cdrs = asked.map(({ cdr }) => cdr);
  const callers = await resolveCallers(cdrs, await getSources([...new Set(cdrs.map(({ source }) => source))]));
  const sought = asked.flatMap((one, i) => {
    const caller = callers[i];
    const accounts = new Set([one.account, caller?.kind === "known" ? caller.customer.account : null]);
    const { setupMs } = one.cdr;
    return [...accounts].flatMap((account) =>
      account === null ? [] : [{ one, account, setupMs, identity: identityOf(one.cdr) }],
    );
  });
  const found = new Map<Asked, Fingerprint[]>();
  for (const [{ one }, mark] of await marksOf(sought)) found.set(one, [...(found.get(one) ?? []), mark]);
  return found;
}

/** The records that are charged as they stand. A call that was charged with other content is in conflict with them, and not the same. */
export async function chargedAmong(records: readonly Suspended[]): Promise<Suspended[]> {
  const asked = records.flatMap((record) => (record.cdr ? [{ record, cdr: record.cdr, account: record.account }] : []));
  return [...(await marksOfCalls(asked))].flatMap(([{ record, cdr }, marks]) => {
    const { content } = fingerprint(cdr, record.delivery);
    return marks.some((mark) => mark.content === content) ? [record] : [];
  });
}
