import { isoInstant } from "../platform/clock.ts";
import { keys, waitingIndexed } from "../platform/keys.ts";
import { absent, get, put, queryAll, queryPage, type Write } from "../platform/table.ts";
import { StoredCreditNote } from "./credit-note.ts";

export const getCreditNote = (account: string, number: string): Promise<StoredCreditNote | undefined> =>
  get(StoredCreditNote, keys.creditNote(account, number));

/** An account's credit notes, in the order of their numbers. */
export const creditNotesOf = (account: string): Promise<StoredCreditNote[]> =>
  queryAll(StoredCreditNote, { pk: keys.creditNote(account, "").pk });

const unwritten = ({ account, number }: StoredCreditNote) =>
  waitingIndexed(keys.unwrittenDocuments("CREDITNOTES").pk, `${account}#${number}`);

/** A new credit note, and itself again in the lists of `owners`: what it says never changes. */
export const addCreditNote = (note: StoredCreditNote, owners: readonly string[]): Write[] => [
  put({ ...keys.creditNote(note.account, note.number), ...unwritten(note), ...note }, absent),
  ...owners.map((owner) =>
    put({ ...keys.documentListing(owner, "CREDITNOTES", isoInstant(note.issuedAt), note.number), ...note }, absent),
  ),
];

/** A page of a list, newest first. */
export async function listedCreditNotes(
  owner: string,
  page: { limit: number; after: Record<string, unknown> | undefined },
) {
  const { pk } = keys.documentListing(owner, "CREDITNOTES", "", "");
  const { limit, after } = page;
  const found = await queryPage({ pk, newestFirst: true, limit, ...(after ? { after } : {}) });
  return { notes: found.items.map((item) => StoredCreditNote.parse(item)), after: found.after };
}

/** Says that its file is there. Its other items keep saying what they said when it was issued. */
export const creditNoteFileReady = ({ account, number }: StoredCreditNote): Write => ({
  kind: "update",
  key: keys.creditNote(account, number),
  change: "SET #filesReady = :yes REMOVE #gsi2pk, #gsi2sk",
  values: { yes: true },
  when: { expression: "#filesReady = :no", values: { no: false } },
});
