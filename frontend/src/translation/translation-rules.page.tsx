import { Button } from "@mantine/core";
import { IconClipboardText, IconCopy, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useIsCustomer } from "../auth/use-may.ts";
import { useTabRight } from "../customers/use-tab-right.ts";
import { NotFound } from "../shell/not-found.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { PasteRules } from "./paste-rules.tsx";
import { RuleForm } from "./rule-form.tsx";
import { ruleLists } from "./rule-list-words.ts";
import { RuleTable } from "./rule-table.tsx";
import "./translation.css";
import { type ListPlace, type RuleListView, type RuleView, ruleListQuery } from "./translation.api.ts";
import { TryNumber } from "./try-number.tsx";

/** One of the five rule lists of a customer, which the last part of the address names. */
export function TranslationRulesPage() {
  const { account } = useParams({ from: "/inside/customers/$account" });
  const tab = useRouterState({ select: (state) => state.location.pathname.split("/")[3] ?? "" });
  const words = ruleLists[tab];
  return words ? <RuleList key={tab} account={account} words={words} /> : <NotFound />;
}

const CopyRules = lazy(async () => ({ default: (await import("./copy-rules.tsx")).CopyRules }));

/** `text`: the whole list as it is to become. */
type Edited = RuleView | "new" | "all" | "copy" | { text: string };

interface RuleListProps {
  account: string;
  words: (typeof ruleLists)[string];
}

function RuleList({ account, words }: RuleListProps) {
  const place = { account, list: words.list };
  const list = useQuery(ruleListQuery(place));
  const [editing, setEditing] = useState<Edited>();
  const isCustomer = useIsCustomer();
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
          {isCustomer ? null : (
            <Button
              variant="default"
              leftSection={<IconCopy size={16} />}
              disabled={!list.data}
              onClick={() => setEditing("copy")}
            >
              Copy from customer
            </Button>
          )}
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
      {list.data ? <Editing {...{ place, words, editing, setEditing }} seen={list.data} /> : null}
    </>
  );
}

interface EditingProps extends Omit<RuleListProps, "account"> {
  place: ListPlace;
  seen: RuleListView;
  editing: Edited | undefined;
  setEditing(editing: Edited | undefined): void;
}

/** What is open beside the list: one rule, the whole as text, or the choice of a customer whose list it is to become. */
function Editing({ editing, setEditing, ...list }: EditingProps) {
  const close = () => setEditing(undefined);
  if (editing === undefined) return null;
  if (editing === "copy")
    return (
      <Suspense>
        <CopyRules place={list.place} onText={(text) => setEditing({ text })} onClose={close} />
      </Suspense>
    );
  if (editing === "all") return <PasteRules {...list} onClose={close} />;
  if (editing === "new") return <RuleForm {...list} onClose={close} />;
  if ("text" in editing) return <PasteRules {...list} start={editing.text} onClose={close} />;
  return <RuleForm {...list} rule={editing} onClose={close} />;
}
