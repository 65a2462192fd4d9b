import { type Context, Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, NoContent, valid } from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { type FieldFault, Problem } from "../platform/problem.ts";
import { changedNumbers } from "./changed-numbers.flow.ts";
import { ChangedNumbers } from "./changed-numbers.ts";
import { addRule, dropRule, type Editing, editRule, replaceRules, rulesOf } from "./edit-rules.flow.ts";
import {
  cliFault,
  type ListName,
  ListText,
  type RuleList,
  readList,
  ShownList,
  ShownRule,
  shownList,
  shownRule,
  TranslationListName,
} from "./rule-list.ts";
import { NewRule, type Rule, RuleChange, type WantedRule } from "./translation-rule.ts";
import { TryOutcome, TryQuery, TryText, tryRules } from "./try-rules.ts";

type Variables = AuthVariables & AccountVariables & HttpVariables;
type Ask = Context<{ Variables: Variables }>;

/** @throws Problem not_found for a list that does not exist */
function listName(c: Ask, fixed: ListName | undefined): ListName {
  if (fixed) return fixed;
  const named = TranslationListName.safeParse(c.req.param("list"));
  if (!named.success) throw new Problem("not_found", "There is no such list of rules.");
  return named.data;
}

const ruleOf = (list: RuleList, id: string | undefined): Rule => {
  const rule = list.rules.find((one) => one.id === id);
  if (!rule) throw new Problem("not_found", "There is no such rule in this list.");
  return rule;
};

/** What the grammar alone does not forbid; only the caller ID list has more to ask. */
function ruleFaults(value: unknown, fixed: ListName | undefined): FieldFault[] {
  const wanted = NewRule.safeParse(value);
  const wrong = fixed === "cli" && wanted.success ? cliFault(wanted.data) : undefined;
  return wrong ? [{ path: "rule", message: wrong }] : [];
}

async function asked(c: Ask, fixed: ListName | undefined): Promise<Editing & { seen: RuleList }> {
  const editing = { customer: c.var.customer, list: listName(c, fixed), actor: signedIn(c), at: now() };
  return { ...editing, seen: await rulesOf(editing) };
}

/** @throws Problem invalid that names every wrong line */
function rulesIn(text: string, list: ListName): WantedRule[] {
  const { rules, faults } = readList(text, list);
  if (faults.length > 0) throw new Problem("invalid", "Please correct the list.", { fields: faults });
  return rules;
}

/** Where a list lies; `fixed` names it where the path does not. */
interface Place {
  path: string;
  what: string;
  fixed?: ListName;
}

const wholeList = ({ path, what, fixed }: Place) =>
  new Hono<{ Variables: Variables }>()
    .get(path, doc(`List ${what}`, ShownList), may("routing:read"), ofAccount, async (c) => {
      const { seen, list } = await asked(c, fixed);
      c.header("etag", `"${seen.version}"`);
      return c.json(shownList(seen, list));
    })
    .put(
      path,
      doc(`Replace all ${what} by a pasted text`, ShownList),
      may("routing:write"),
      ofAccount,
      valid("json", ListText),
      async (c) => {
        const editing = await asked(c, fixed);
        expectVersion(c, editing.seen.version);
        return c.json(shownList(await replaceRules(editing, editing.seen, c.req.valid("json").text), editing.list));
      },
    );

const tryList = ({ path, what, fixed }: Place) =>
  new Hono<{ Variables: Variables }>()
    .get(
      `${path}/try`,
      doc(`Show what the ${what} make of a number`, TryOutcome),
      may("routing:read"),
      ofAccount,
      valid("query", TryQuery),
      async (c) => {
        const { seen, list } = await asked(c, fixed);
        return c.json(tryRules(c.req.valid("query"), seen.rules, list));
      },
    )
    .post(
      `${path}/try`,
      doc(`Show what ${what} that are not saved make of a number`, TryOutcome),
      may("routing:read"),
      ofAccount,
      valid("json", TryText),
      async (c) => {
        const list = listName(c, fixed);
        const { text, ...number } = c.req.valid("json");
        return c.json(tryRules(number, rulesIn(text, list), list));
      },
    );

const changes = ({ path, what, fixed }: Place) =>
  new Hono<{ Variables: Variables }>().post(
    `${path}/changed-numbers`,
    doc(`Show which numbers of the last 24 hours ${what} that are not saved would change`, ChangedNumbers),
    may("routing:read"),
    ofAccount,
    valid("json", ListText),
    async (c) => {
      const list = listName(c, fixed);
      const wanted = rulesIn(c.req.valid("json").text, list);
      return c.json(await changedNumbers(c.var.customer, { list, wanted }, now()));
    },
  );

const oneRule = ({ path, what, fixed }: Place) =>
  new Hono<{ Variables: Variables }>()
    .post(
      path,
      doc(`Add one of the ${what}`, ShownRule, 201),
      may("routing:write"),
      ofAccount,
      valid("json", NewRule, (value) => ruleFaults(value, fixed)),
      async (c) => {
        const editing = await asked(c, fixed);
        const added = await addRule(editing, editing.seen, c.req.valid("json"));
        return c.json(shownRule(added.rule, added.list, editing.list), 201);
      },
    )
    .patch(
      `${path}/:id`,
      doc(`Change one of the ${what}, or put it on or off`, ShownRule),
      may("routing:write"),
      ofAccount,
      valid("json", RuleChange),
      async (c) => {
        const editing = await asked(c, fixed);
        const kept = ruleOf(editing.seen, c.req.param("id"));
        expectVersion(c, editing.seen.version);
        const edited = await editRule(editing, editing.seen, kept, c.req.valid("json"));
        return c.json(shownRule(edited.rule, edited.list, editing.list));
      },
    )
    .delete(
      `${path}/:id`,
      doc(`Remove one of the ${what}`, NoContent, 204),
      may("routing:write"),
      ofAccount,
      async (c) => {
        const editing = await asked(c, fixed);
        const { id } = ruleOf(editing.seen, c.req.param("id"));
        expectVersion(c, editing.seen.version);
        await dropRule(editing, editing.seen, id);
        return c.body(null, 204);
      },
    );

const lists: Place = { path: "/customers/:account/translation-rules/:list", what: "translation rules" };
const cliRules: Place = { path: "/customers/:account/cli-rules", what: "caller ID rules", fixed: "cli" };

/** The four translation lists of a customer and its caller ID rules. `If-Match` names the version of the list. */
export const translationRoutes = [lists, cliRules]
  .flatMap((place) => [wholeList(place), tryList(place), changes(place), oneRule(place)])
  .reduce((all, part) => all.route("/", part), new Hono<{ Variables: Variables }>());
