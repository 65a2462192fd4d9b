import { NativeSelect, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { cliFault, faultOf, lineOf } from "../../../functions/translation/rule-list.ts";
import { NewRule } from "../../../functions/translation/translation-rule.ts";
import { choice } from "../ui/choice.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { toast } from "../ui/toasts.tsx";
import { ChangedNumbers } from "./changed-numbers.tsx";
import { RuleGrammar } from "./rule-grammar.tsx";
import type { ruleLists } from "./rule-list-words.ts";
import { addRule, editRule, type ListPlace, type RuleListView, type RuleView, rulesOf } from "./translation.api.ts";
import { TryText } from "./try-number.tsx";

type Values = Pick<RuleView, "action" | "rule" | "enabled">;

const shape = { action: titled("Action"), rule: titled("Rule"), enabled: titled("On") };

/** The caller ID list has more to ask than the grammar. */
const cliRule = NewRule.superRefine((rule, context) => {
  const message = cliFault(rule);
  if (message) context.addIssue({ code: "custom", path: ["rule"], message });
});

/** The list with this rule in it, or in the place of that one; undefined while the rule has a fault. */
function listWith(seen: RuleListView, values: Values, place: ListPlace, instead: RuleView | undefined) {
  if (faultOf(values, place.list) !== undefined) return undefined;
  const others = seen.items.filter(({ id }) => id !== instead?.id);
  return [...others, values].map(lineOf).join("\n");
}

interface RuleFormProps {
  place: ListPlace;
  words: (typeof ruleLists)[string];
  seen: RuleListView;
  rule?: RuleView;
  onClose(): void;
}

export function RuleForm({ place, words, seen, rule, onClose }: RuleFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, RuleView>({
    schema: place.list === "cli" ? cliRule : NewRule,
    shape,
    initial: { action: rule?.action ?? "ALLOW", rule: rule?.rule ?? "", enabled: rule?.enabled ?? true },
    save: (values, key) => (rule ? editRule(place, rule.id, values) : addRule(place, values, key)),
    saved: async (kept) => {
      toast(`${kept.rule} is ${rule ? "saved" : "added"}.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: rulesOf(place) });
    },
  });
  const { field, form, tick } = handle;
  const values = form.getValues();
  const denies = values.action === "DENY";
  const text = listWith(seen, values, place, rule);
  return (
    <DrawerForm
      title={rule ? `Edit ${rule.rule}` : `Add rule: ${words.title}`}
      verb={rule ? "Save changes" : "Add rule"}
      handle={handle}
      onClose={onClose}
    >
      {place.list === "cli" ? null : (
        <NativeSelect
          {...choice(field("action"), [
            { value: "ALLOW", label: "Allowed: the number passes as the rule makes it" },
            { value: "DENY", label: "Disallowed: the call is refused" },
          ])}
        />
      )}
      <TextInput
        {...field(
          "rule",
          denies ? "Such as 4490%: refuses every number that begins with 4490." : "Such as 44|%=>0044%.",
        )}
        withAsterisk
        spellCheck={false}
        autoComplete="off"
        className="mono-input"
        data-autofocus
      />
      <Switch {...tick("enabled", "Off: it stays in the list and is passed over.")} />
      {text === undefined ? null : (
        <>
          <TryText place={place} label={words.tried} text={text} kept={seen} />
          {handle.form.isDirty() ? <ChangedNumbers place={place} text={text} /> : null}
        </>
      )}
      <RuleGrammar cli={place.list === "cli"} />
    </DrawerForm>
  );
}
