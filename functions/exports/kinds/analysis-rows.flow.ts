import { type AnalysisAsked, analyse, analysisReading } from "../../analysis/analyse.flow.ts";
import type { TrafficGroup } from "../../analysis/analysis.ts";
import { seesVendors } from "../../auth/access.ts";
import { customerInReach } from "../../customers/in-reach.flow.ts";
import { type Column, column, derived } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type Scope } from "./kind.ts";

type Filter = FiltersOf<"analysis">;
type Row = TrafficGroup & { currency: string };

const columns: Column<Row>[] = [
  column("key", "Group"),
  derived({ id: "label", title: "Name", type: "text" }, ({ key, label }) => (label === key ? null : label)),
  column("attempts", "Attempts", "number"),
  column("answered", "Answered", "number"),
  column("asr", "ASR %", "number"),
  column("ner", "NER %", "number"),
  column("acdSeconds", "ACD seconds", "number"),
  column("pddMs", "PDD ms", "number"),
  column("pddP95Ms", "PDD 95 % ms", "number"),
  column("seconds", "Talk seconds", "number"),
  column("billedSeconds", "Billed seconds", "number"),
  column("refused", "Refused by us", "number"),
  column("currency", "Currency"),
  column("charge", "Charge", "number"),
  column("tax", "Tax", "number"),
  column("cost", "Cost", "number"),
  column("margin", "Margin", "number"),
  column("marginPercent", "Margin %", "number"),
  column("costUnknown", "Cost unknown", "number"),
  column("remedy", "What to do"),
];

const askedIn = ({ principal, at }: Scope): AnalysisAsked => ({ seesCost: seesVendors(principal), at });

async function rowsOf({ account, ...query }: Filter, scope: Scope): Promise<Row[]> {
  const customer = await customerInReach(account, scope.principal);
  const { groups, currency } = await analyse(customer, query, askedIn(scope));
  return groups.map((group) => ({ ...group, currency }));
}

async function* pages(filter: Filter, scope: Scope) {
  yield { rows: await rowsOf(filter, scope), done: 1 };
}

async function check({ account, ...query }: Filter, scope: Scope): Promise<void> {
  await customerInReach(account, scope.principal);
  analysisReading(query, askedIn(scope));
}

/** A customer's traffic told apart as on its page, with everything that each group comes to. */
export const analysisRows = exportKind<Filter, Row>({
  columns,
  pages,
  count: async (filter, scope) => (await rowsOf(filter, scope)).length,
  check,
});
