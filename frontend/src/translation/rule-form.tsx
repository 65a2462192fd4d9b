import { NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { cliFault } from "../../../functions/translation/rule-list.ts";
import { NewRule } from "../../../functions/translation/translation-rule.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { toast } from "../ui/toasts.tsx";
import { RuleGrammar } from "./rule-grammar.tsx";
import type { ruleLists } from "./rule-list-words.ts";
import { addRule, editRule, type ListPlace, type RuleView, rulesOf } from "./translation.api.ts";

type Values = { action: RuleView["action"]; rule: string };

const shape = { action: titled("Action"), rule: titled("Rule") };

/** The caller ID list has more to ask than the grammar. */
const cliRule = NewRule.superRefine((rule, context) => {
  const message = cliFault(rule);
  if (message) context.addIssue({ code: "custom", path: ["rule"], message });
});

interface RuleFormProps {
  place: ListPlace;
  words: (typeof ruleLists)[string];
  rule?: RuleView;
  onClose(): void;
}

export function RuleForm({ place, words, rule, onClose }: RuleFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, RuleView>({
    schema: place.list === "cli" ? cliRule : NewRule,
    shape,
    initial: { action: rule?.action ?? "ALLOW", rule: rule?.rule ?? "" },
    save: (values, key) => (rule ? editRule(place, rule.id, values) : addRule(place, values, key)),
    saved: async (kept) => {
      toast(`${kept.rule} is ${rule ? "saved" : "added"}.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: rulesOf(place) });
    },
  });
  const { field, form } = handle;
  const denies = form.getValues().action === "DENY";
  return (
    <DrawerForm
      title={rule ? `Edit ${rule.rule}` : `Add rule: ${words.title}`}
      verb={rule ? "Save changes" : "Add rule"}
      handle={handle}
      onClose={onClose}
    >
      {place.list === "cli" ? null : (
        <NativeSelect
          {...field("action")}
          data={[
            { value: "ALLOW", label: "Allowed: the number passes as the rule makes it" },
            { value: "DENY", label: "Disallowed: the call is refused" },
          ]}
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
      <RuleGrammar cli={place.list === "cli"} />
    </DrawerForm>
  );
}
