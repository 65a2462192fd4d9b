import { type AnalysisAsked, analyse, analysisReading } from "../../analysis/analyse.flow.ts";
import type { OverallAnalysis, TrafficGroup } from "../../analysis/analysis.ts";
import { analyseAll, analysedBy, overallReading } from "../../analysis/overall.flow.ts";
import { seesVendors } from "../../auth/access.ts";
import { customerInReach } from "../../customers/in-reach.flow.ts";
import { getSettings } from "../../settings/settings.store.ts";
import { type Column, column, derived } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type Scope } from "./kind.ts";

type Filter = FiltersOf<"analysis">;
type OverallFilter = FiltersOf<"overall-analysis">;
/** Of all customers, amounts may be missing: a group has no call in the currency that is told. */
type Row = (TrafficGroup | OverallAnalysis["groups"][number]) & { currency: string };

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

const withCurrency = ({ groups, currency }: { groups: readonly Omit<Row, "currency">[]; currency: string }): Row[] =>
  groups.map((group) => ({ ...group, currency }));

async function rowsOf({ account, ...query }: Filter, scope: Scope): Promise<Row[]> {
  return withCurrency(await analyse(await customerInReach(account, scope.principal), query, askedIn(scope)));
}

async function check({ account, ...query }: Filter, scope: Scope): Promise<void> {
  await customerInReach(account, scope.principal);
  analysisReading(query, askedIn(scope));
}

async function overallOf(query: OverallFilter, scope: Scope): Promise<Row[]> {
  return withCurrency(await analyseAll(await analysedBy(scope.principal, query.reseller), query, askedIn(scope)));
}

async function checkOverall(query: OverallFilter, scope: Scope): Promise<void> {
  await analysedBy(scope.principal, query.reseller);
  overallReading(query, askedIn(scope), (await getSettings()).timeZone);
}

/** Groups are few: all are read at once, to be counted as to be written. */
const inOnePage = <Asked>(read: (filter: Asked, scope: Scope) => Promise<Row[]>) => ({
  columns,
  async *pages(filter: Asked, scope: Scope) {
    yield { rows: await read(filter, scope), done: 1 };
  },
  count: async (filter: Asked, scope: Scope) => (await read(filter, scope)).length,
});

/** A customer's traffic told apart as on its page, with everything that each group comes to. */
export const analysisRows = exportKind<Filter, Row>({ ...inOnePage(rowsOf), check });

/** The same of all customers whom somebody sees. */
export const overallRows = exportKind<OverallFilter, Row>({ ...inOnePage(overallOf), check: checkOverall });
