import * as z from "zod";
import { isoInstant } from "../platform/clock.ts";
import { keys, waitingIndexed } from "../platform/keys.ts";
import { absent, get, getMany, put, queryAll, queryPage, type Write } from "../platform/table.ts";
import { StoredCreditNote } from "./credit-note.ts";

export const getCreditNote = (account: string, number: string): Promise<StoredCreditNote | undefined> =>
  get(StoredCreditNote, keys.creditNote(account, number));

/** An account's credit notes, in the order of their numbers. */
export const creditNotesOf = (account: string): Promise<StoredCreditNote[]> =>
  queryAll(StoredCreditNote, { pk: keys.creditNote(account, "").pk });

const unwritten = ({ account, number }: StoredCreditNote) =>
  waitingIndexed(keys.unwrittenDocuments("CREDITNOTES").pk, `${account}#${number}`);

/** A new credit note, and its place in the lists of `owners`. */
export const addCreditNote = (note: StoredCreditNote, owners: readonly string[]): Write[] => [
  put({ ...keys.creditNote(note.account, note.number), ...unwritten(note), ...note }, absent),
  ...owners.map((owner) =>
    put(
      {
        ...keys.documentListing(owner, "CREDITNOTES", isoInstant(note.issuedAt), note.number),
        ...{ account: note.account, number: note.number },
      },
      absent,
    ),
  ),
];

const Listed = z.object({ account: z.string(), number: z.string() });

/** A page of a list, newest first. */
export async function listedCreditNotes(
  owner: string,
  page: { limit: number; after: Record<string, unknown> | undefined },
) {
  const { pk } = keys.documentListing(owner, "CREDITNOTES", "", "");
  const { limit, after } = page;
  const found = await queryPage({ pk, newestFirst: true, limit, ...(after ? { after } : {}) });
  const places = found.items.map((item) => Listed.parse(item));
  const items = await getMany(places.map(({ account, number }) => keys.creditNote(account, number)));
  const notes = new Map(items.map((item) => [`${item.pk} ${item.sk}`, StoredCreditNote.parse(item)]));
  return {
    notes: places.flatMap(({ account, number }) => {
      const { pk: of, sk } = keys.creditNote(account, number);
      return notes.get(`${of} ${sk}`) ?? [];
    }),
    after: found.after,
  };
}

/** Says that its file is there. */
export const creditNoteFileReady = ({ account, number }: StoredCreditNote): Write => ({
  kind: "update",
  key: keys.creditNote(account, number),
  change: "SET #filesReady = :yes REMOVE #gsi2pk, #gsi2sk",
  values: { yes: true },
  when: { expression: "#filesReady = :no", values: { no: false } },
});
