import { queryOptions } from "@tanstack/react-query";
import type { Schemas } from "../api/client.ts";
import { send } from "../api/send.ts";
import type { RuleListName } from "./rule-list-words.ts";

export type RuleView = Schemas["ShownTranslationRule"];
export type RuleListView = Schemas["TranslationRules"];
export type TriedNumber = Schemas["TriedNumber"];
export type ChangedNumbersView = Schemas["ChangedNumbers"];
export type ChangedNumberView = Schemas["ChangedNumber"];
export type RuleBody = Schemas["NewTranslationRule"];
export type RuleChangeBody = Schemas["TranslationRuleChange"];

/** Where a list of a customer lies. */
export interface ListPlace {
  account: string;
  list: RuleListName;
}

export const listPath = ({ account, list }: ListPlace): string =>
  `/api/v1/customers/${account}/${list === "cli" ? "cli-rules" : `translation-rules/${list}`}`;

const keyOf = ({ account, list }: ListPlace) => ["translation-rules", account, list];

export const ruleListQuery = (place: ListPlace) =>
  queryOptions({
    queryKey: [...keyOf(place), "list"],
    queryFn: ({ signal }) => send<RuleListView>("GET", listPath(place), { signal }),
  });

export const readRules = (place: ListPlace) => send<RuleListView>("GET", listPath(place));

/** What the kept list makes of a number; a change of the list asks anew. */
export const tryQuery = (place: ListPlace, asked: { number: string; cli: string }) =>
  queryOptions({
    queryKey: [...keyOf(place), "try", asked],
    queryFn: ({ signal }) => send<TriedNumber>("GET", `${listPath(place)}/try`, { query: asked, signal }),
    enabled: asked.number !== "",
  });

/** What a list that is not kept makes of a number. */
export const tryTextQuery = (place: ListPlace, body: { number: string; cli: string; text: string }) =>
  queryOptions({
    queryKey: [...keyOf(place), "try-text", body],
    queryFn: ({ signal }) => send<TriedNumber>("POST", `${listPath(place)}/try`, { body, signal }),
    enabled: body.number !== "",
    retry: false,
  });

/** Which numbers of the last 24 hours a list that is not kept would treat otherwise. */
export const changedQuery = (place: ListPlace, text: string) =>
  queryOptions({
    queryKey: [...keyOf(place), "changed-numbers", text],
    queryFn: ({ signal }) =>
      send<ChangedNumbersView>("POST", `${listPath(place)}/changed-numbers`, { body: { text }, signal }),
    retry: false,
  });

export const addRule = (place: ListPlace, body: RuleBody, idempotencyKey: string) =>
  send<RuleView>("POST", listPath(place), { body, idempotencyKey });

export const editRule = (place: ListPlace, id: string, body: RuleChangeBody) =>
  send<RuleView>("PATCH", `${listPath(place)}/${id}`, { body });

export const deleteRule = (place: ListPlace, id: string) => send("DELETE", `${listPath(place)}/${id}`);

export const putRules = (place: ListPlace, text: string, version: number) =>
  send<RuleListView>("PUT", listPath(place), { body: { text }, ifMatch: version });

/** What is read again after a change of the list. */
export const rulesOf = keyOf;
