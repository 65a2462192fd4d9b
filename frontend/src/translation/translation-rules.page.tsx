import { Button } from "@mantine/core";
import { IconClipboardText, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { useTabRight } from "../customers/use-tab-right.ts";
import { NotFound } from "../shell/not-found.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { PasteRules } from "./paste-rules.tsx";
import { RuleForm } from "./rule-form.tsx";
import { ruleLists } from "./rule-list-words.ts";
import { RuleTable } from "./rule-table.tsx";
import "./translation.css";
import { type RuleView, ruleListQuery } from "./translation.api.ts";
import { TryNumber } from "./try-number.tsx";

/** One of the five rule lists of a customer, which the last part of the address names. */
export function TranslationRulesPage() {
  const { account } = useParams({ from: "/inside/customers/$account" });
  const tab = useRouterState({ select: (state) => state.location.pathname.split("/")[3] ?? "" });
  const words = ruleLists[tab];
  return words ? <RuleList key={tab} account={account} words={words} /> : <NotFound />;
}

interface RuleListProps {
  account: string;
  words: (typeof ruleLists)[string];
}

function RuleList({ account, words }: RuleListProps) {
  const place = { account, list: words.list };
  const list = useQuery(ruleListQuery(place));
  const [editing, setEditing] = useState<RuleView | "new" | "all">();
  const close = () => setEditing(undefined);
  // The caller ID by destination is nothing that is opened to customers.
  const mayEdit = useTabRight(account, "routing:write", words.list);
  return (
    <>
      <p className="dim list-purpose">{words.purpose}</p>
      {list.isError ? <ProblemNote error={list.error} retry={list.refetch} /> : null}
      {mayEdit ? (
        <div className="toolbar">
          <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
            Add rule
          </Button>
          <Button
            variant="default"
            leftSection={<IconClipboardText size={16} />}
            disabled={!list.data}
            onClick={() => setEditing("all")}
          >
            Edit as text
          </Button>
        </div>
      ) : null}
      {list.data?.findings.map((finding) => (
        <p key={finding} className="list-finding" role="note">
          {finding}
        </p>
      ))}
      <div className="rules-and-try">
        {list.data?.items.length === 0 ? (
          <EmptyState title="No rule">
            {words.list === "cli"
              ? "The caller ID stays as the source translation made it."
              : "Without a rule every call is refused. The rule %=>% lets every number pass as it is."}
          </EmptyState>
        ) : (
          <RuleTable
            place={place}
            title={words.title}
            rules={list.data?.items}
            onEdit={mayEdit ? setEditing : undefined}
          />
        )}
        <TryNumber place={place} label={words.tried} />
      </div>
      {editing === "all" && list.data ? (
        <PasteRules place={place} words={words} seen={list.data} onClose={close} />
      ) : null}
      {editing && editing !== "all" && list.data ? (
        <RuleForm
          place={place}
          words={words}
          seen={list.data}
          {...(editing === "new" ? {} : { rule: editing })}
          onClose={close}
        />
      ) : null}
    </>
  );
}
