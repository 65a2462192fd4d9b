import type { SwitchCdr } from "../cdrs/cdr.ts";
import { identityOf } from "../cdrs/identity.ts";
import { markedAmong } from "../cdrs/seen.store.ts";
import { getCustomers } from "../customers/customer.store.ts";
import { aliasesOf, deviceTariffs, ipBlocksOf, sipLoginsOf } from "../devices/batch-lookup.store.ts";
import { type OwnedRow, rowsOf } from "../devices/ip-row.ts";
import { withDids } from "./incoming.flow.ts";
import type { CdrSource } from "./source.ts";
import { asIfOwnedBy, type CallerResolution, callerOf, type Directory, earlierPayers } from "./whose-call.ts";

const present = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value): value is string => value !== null && value !== "")),
];

const sourcedBy = (cdrs: readonly SwitchCdr[], sources: ReadonlyMap<string, CdrSource>, by: CdrSource["customerBy"]) =>
  cdrs.filter((cdr) => sources.get(cdr.source)?.customerBy === by);

/** Remembers answers: one address sends many of the calls of a batch. */
function once<Answer>(answer: (question: string) => Answer): (question: string) => Answer {
  const known = new Map<string, Answer>();
  return (question) => {
    const kept = known.get(question);
    if (kept !== undefined) return kept;
    const made = answer(question);
    known.set(question, made);
    return made;
  };
}

/** Everything that the callers of these records can be found by, in a few batched reads. */
async function directoryOf(cdrs: readonly SwitchCdr[], sources: ReadonlyMap<string, CdrSource>): Promise<Directory> {
  const codes = sourcedBy(cdrs, sources, "account").flatMap((cdr) =>
    cdr.accountCode ? [{ source: cdr.source, code: cdr.accountCode }] : [],
  );
  const addressed = [...sourcedBy(cdrs, sources, "account"), ...sourcedBy(cdrs, sources, "ip")];
  const since = cdrs.reduce((least, { setupMs }) => Math.min(least, setupMs), Number.POSITIVE_INFINITY);
  const blocks = await ipBlocksOf(present(addressed.map((cdr) => cdr.sourceIp)), since);
  const aliases = await aliasesOf(codes, since);
  const logins = await sipLoginsOf(present(sourcedBy(cdrs, sources, "sipUser").map((cdr) => cdr.sipUser)), since);
  const bound = [...aliases.values(), ...logins.values()].flat();
  const today = bound.flatMap(({ account, deviceId, until }) =>
    deviceId && until === undefined ? [{ account, id: deviceId }] : [],
  );
  const tariffs = await deviceTariffs(today);
  const accounts = [
    ...codes.map(({ code }) => code),
    ...bound.map(({ account }) => account),
    ...[...blocks.values()].flatMap((rows) => rows.map((row) => row.account)),
  ];
  return {
    customers: await getCustomers(present(accounts)),
    aliases: (source, code) => aliases.get(`${source}\n${code}`) ?? [],
    ipRows: once<OwnedRow[]>((ip) => rowsOf(ip, blocks.get(ip) ?? [])),
    sipUsers: (login) => logins.get(login.toLowerCase()) ?? [],
    deviceTariff: (account, id) => tariffs.get(`${account}\n${id}`),
    did: () => undefined,
  };
}

/**
 * Calls of before anyone had what they came from that a former owner has paid for already, and who that is. Only where
 * there is such an owner anything is read.
 */
async function paidEarlier(
  cdrs: readonly SwitchCdr[],
  sources: ReadonlyMap<string, CdrSource>,
  directory: Directory,
): Promise<Map<SwitchCdr, string>> {
  const asked = cdrs.flatMap((cdr) => {
    const source = sources.get(cdr.source);
    const payers = source ? earlierPayers(cdr, source, directory) : [];
    return payers.map((account) => ({ cdr, account, setupMs: cdr.setupMs, identity: identityOf(cdr) }));
  });
  const marked = await markedAmong(asked);
  return new Map(marked.map(({ cdr, account }) => [cdr, account]));
}

/** Whose each call is, in the same order. Everything is looked up afresh: what a lane was chosen by is a hint only. */
export async function resolveCallers(
  cdrs: readonly SwitchCdr[],
  sources: ReadonlyMap<string, CdrSource>,
): Promise<CallerResolution[]> {
  const directory = await withDids(cdrs, sources, await directoryOf(cdrs, sources));
  const paid = await paidEarlier(cdrs, sources, directory);
  return cdrs.map((cdr) => {
    const source = sources.get(cdr.source);
    const payer = paid.get(cdr);
    return source
      ? callerOf(cdr, source, payer === undefined ? directory : asIfOwnedBy(payer, source, directory))
      : { kind: "unknown", reason: "UNKNOWN_CUSTOMER", detail: `The CDR source ${cdr.source} does not exist.` };
  });
}
