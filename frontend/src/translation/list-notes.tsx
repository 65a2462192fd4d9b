import { useMemo } from "react";
import { findingsOf } from "../../../functions/translation/rule-findings.ts";
import { readList } from "../../../functions/translation/rule-list.ts";
import type { ListPlace, RuleListView } from "./translation.api.ts";

/** What is remarkable about a list as it would be kept, a sentence each; nothing while it has a fault. */
function notesOf(text: string, { list }: ListPlace): string[] {
  const { rules, faults } = readList(text, list);
  if (faults.length > 0) return [];
  const named = rules.map((rule, at) => ({ ...rule, id: String(at) }));
  const { byId, whole } = findingsOf(named, list === "cli");
  return [...whole, ...[...byId].map(([id, finding]) => `${named[Number(id)]?.rule}: ${finding}`)];
}

const mostNotes = 5;

interface ListNotesProps {
  place: ListPlace;
  text: string;
  /** The list as it is kept: what is said of it already is not said again. Left out: all is said. */
  kept?: RuleListView;
}

/** Rules that would never run, and numbers that nothing would let through, before the list is saved. */
export function ListNotes({ place, text, kept }: ListNotesProps) {
  const notes = useMemo(() => {
    const known = new Set(kept ? notesOf(kept.text, place) : []);
    return notesOf(text, place).filter((note) => !known.has(note));
  }, [text, place, kept]);
  return notes.slice(0, mostNotes).map((note) => (
    <p key={note} className="list-finding" role="note">
      {note}
    </p>
  ));
}
