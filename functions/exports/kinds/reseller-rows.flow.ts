import { ownerOf } from "../../auth/access.ts";
import { type After, pagesOf } from "../../platform/pages.ts";
import { resellersOf } from "../../resellers/reseller.store.ts";
import { type ResellerReply, resellerForm } from "../../resellers/reseller.ts";
import { withFigures } from "../../resellers/show-reseller.flow.ts";
import { type Column, column, derived } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type Scope } from "./kind.ts";

type Name = keyof typeof resellerForm;
const numbers = new Set<Name>([
  ...(["creditLimit", "billingDecimals", "billingDay", "maxCallSessions", "callSessionsPerSecond"] as const),
  ...(["expectedCallSeconds", "lossTolerancePercent"] as const),
]);

/** Fields with a default have their title one level below. */
function titleOf(name: Name): string {
  const schema = resellerForm[name];
  const inner = "unwrap" in schema ? schema.unwrap() : undefined;
  return schema.meta()?.title ?? inner?.meta()?.title ?? { taxes: "Taxes" }[name as "taxes"] ?? name;
}

function fieldColumn(name: Name): Column<ResellerReply> {
  const title = titleOf(name);
  if (name === "taxes")
    return derived({ id: name, title, type: "text" }, ({ taxes }) =>
      taxes.map((tax) => `${tax.name} ${tax.percent}%`).join("; "),
    );
  const type = numbers.has(name) ? "number" : name === "blockLossRoutes" ? "flag" : "text";
  return column<ResellerReply>(name, title, type);
}

const columns: Column<ResellerReply>[] = [
  column("account", "Account code"),
  column("parent", "Reseller above"),
  column("level", "Level", "number"),
  ...(Object.keys(resellerForm) as Name[]).map(fieldColumn),
  column("currency", "Currency"),
  column("customers", "Customers", "number"),
  column("creditGranted", "Granted below", "number"),
  column("balance", "Balance", "number"),
  column("reserved", "Reserved", "number"),
  column("available", "Available", "number"),
  column("secondFactor", "Second factor", "flag"),
  column("createdAt", "Created", "instant"),
];

async function* pages(_: FiltersOf<"resellers">, { principal }: Scope) {
  for await (const page of pagesOf((after: After) =>
    resellersOf(ownerOf(principal), { limit: 200, ...(after ? { after } : {}) }),
  ))
    yield { rows: await Promise.all(page.items.map(withFigures)), done: page.after ? undefined : 1 };
}

/** The resellers below whoever asks, each with its terms and how it stands. */
export const resellerRows = exportKind<FiltersOf<"resellers">, ResellerReply>({ columns, pages });
