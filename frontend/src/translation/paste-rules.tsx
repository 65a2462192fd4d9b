import { Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { counted } from "../../../functions/time/counted.ts";
import { readList } from "../../../functions/translation/rule-list.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { ChangedNumbers } from "./changed-numbers.tsx";
import { RuleGrammar } from "./rule-grammar.tsx";
import type { ruleLists } from "./rule-list-words.ts";
import { type ListPlace, putRules, type RuleListView, rulesOf } from "./translation.api.ts";
import { TryText } from "./try-number.tsx";

const shape = { text: z.unknown().meta({ title: "Rules, a line each" }) };

interface PasteRulesProps {
  place: ListPlace;
  words: (typeof ruleLists)[string];
  seen: RuleListView;
  /** What the list is to become; left out: as it is. */
  start?: string;
  onClose(): void;
}

/** What is wrong with the text, a line each; the server says the same. */
const textOf = (place: ListPlace) =>
  z.object({ text: z.string() }).superRefine(({ text }, context) => {
    const { faults } = readList(text, place.list);
    if (faults.length === 0) return;
    const message = faults.map((fault) => fault.message).join("\n");
    context.addIssue({ code: "custom", path: ["text"], message });
  });

/** The whole list as one text: paste, change many, put back. */
export function PasteRules({ place, words, seen, start = seen.text, onClose }: PasteRulesProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<{ text: string }, RuleListView>({
    schema: textOf(place),
    shape,
    initial: { text: start },
    save: ({ text }) => putRules(place, text, seen.version),
    saved: async ({ items }) => {
      toast(`The list has ${counted(items.length, "rule")}.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: rulesOf(place) });
    },
  });
  const text = handle.form.getValues().text;
  return (
    <DrawerForm title={words.title} verb="Save list" handle={handle} onClose={onClose}>
      <Textarea
        {...handle.field(
          "text",
          "With => a rule allows, without it disallows; after off: it is off. This replaces the whole list.",
        )}
        autosize
        minRows={8}
        maxRows={20}
        spellCheck={false}
        className="mono-input rules-text"
        data-autofocus
      />
      <TryText place={place} label={words.tried} text={text} />
      {text === seen.text ? null : <ChangedNumbers place={place} text={text} />}
      <RuleGrammar cli={place.list === "cli"} />
    </DrawerForm>
  );
}
