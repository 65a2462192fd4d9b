import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import type { CallSums } from "./apply-calls.ts";
import { customersHere } from "./apply-customers.ts";
import type { CustomerRecord, Id, ResellerRecord } from "./records.ts";
import type { Run } from "./run.ts";
import { listed, refusal, TargetFault } from "./target.ts";

/** What was taken from the dump against what Switchbook answers, account by account, and both added up by currency. */

const amounts = ["balance", "resellerBalance", "owedInvoices", "charge", "resellerCosts"] as const;
/** Figures that are compared; amounts are nano. */
const figures = [
  ...(["resellers", "customers", "ipDevices", "sipDevices", "dialingRoutes", "dids", "openInvoices", "calls"] as const),
  ...amounts,
];
type Figure = (typeof figures)[number];
export type Sums = Record<Figure, bigint>;
const isMoney = (figure: Figure): boolean => amounts.some((amount) => amount === figure);

export interface Reconciled {
  /** By currency: what the dump has, and what is here. */
  there: Map<string, Sums>;
  here: Map<string, Sums>;
  /** Each with its customer. */
  differences: string[];
}

const nothing = (): Sums => Object.fromEntries(figures.map((figure) => [figure, 0n])) as Sums;

function add(into: Map<string, Sums>, currency: string, sums: Sums): void {
  const known = into.get(currency) ?? nothing();
  into.set(currency, Object.fromEntries(figures.map((one) => [one, known[one] + sums[one]])) as Sums);
}

export const shown = (figure: Figure, value: bigint): string => (isMoney(figure) ? decimalOf(value) : String(value));

const owedBy = (invoices: CustomerRecord["invoices"]): Pick<Sums, "openInvoices" | "owedInvoices"> => ({
  openInvoices: BigInt(invoices.length),
  owedInvoices: invoices.reduce((sum, one) => sum + nanoOf(one.net) + nanoOf(one.tax) - nanoOf(one.paid), 0n),
});

function sumsThere(run: Run, customer: CustomerRecord, calls: CallSums | undefined): Sums {
  return {
    ...nothing(),
    ...{ customers: 1n, balance: nanoOf(customer.balance), ...owedBy(customer.invoices) },
    ...{ ipDevices: BigInt(customer.ipDevices.length), sipDevices: BigInt(customer.sipDevices.length) },
    dialingRoutes: BigInt(customer.dialing.length),
    dids: BigInt(run.records.dids.filter((did) => did.customer === customer.id).length),
    ...{ calls: BigInt(calls?.calls ?? 0), charge: calls?.charge ?? 0n },
  };
}

async function read(run: Run, path: string) {
  const reply = await run.target.ask("GET", path);
  if (reply.status !== 200) throw new TargetFault(`GET ${path}: ${refusal(reply)}`);
  return reply.body;
}

/** By account here, what was debited of it for calls of others. */
type Costs = Map<string, bigint>;

async function sumsHere(run: Run, account: string, costs: Costs): Promise<Sums> {
  const at = `/customers/${account}`;
  const [customer, taken] = [await read(run, at), await read(run, `${at}/takeover`)];
  for (const { account: above, charge } of taken.upper) costs.set(above, (costs.get(above) ?? 0n) + nanoOf(charge));
  const count = async (list: string) => BigInt((await listed(run.target, `${at}/${list}`)).length);
  return {
    ...nothing(),
    ...{ customers: 1n, balance: nanoOf(customer.balance), owedInvoices: nanoOf(taken.openInvoices) },
    ...{ ipDevices: await count("ip-devices"), sipDevices: await count("sip-devices") },
    ...{ dialingRoutes: await count("dialing-routes"), dids: await count("dids") },
    ...{ openInvoices: BigInt(taken.invoices), calls: BigInt(taken.calls), charge: nanoOf(taken.charge) },
  };
}

interface Compared {
  /** Its id there, and its account here. */
  name: string;
  currency: string;
  there: Sums;
  here: Sums;
}

/** What stands on balances below resellers here, by the resellers' ids there. */
type Standing = Map<Id, bigint>;

function standsBelow(run: Run, seller: Id | null, balance: bigint, into: Standing): void {
  const parents = new Map(run.records.resellers.map(({ id, parent }) => [id, parent]));
  for (let at = seller; at !== null && balance > 0n; at = parents.get(at) ?? null)
    into.set(at, (into.get(at) ?? 0n) + balance);
}

interface Around {
  standing: Standing;
  /** What calls cost resellers: there by id, here by account. */
  costsThere: ReadonlyMap<Id, bigint>;
  costsHere: Costs;
}

async function ofResellerHere(run: Run, account: string, costs: Costs): Promise<Sums> {
  const [reseller, taken] = [
    await read(run, `/resellers/${account}`),
    await read(run, `/resellers/${account}/takeover`),
  ];
  return {
    ...nothing(),
    ...{ resellers: 1n, resellerBalance: nanoOf(reseller.balance), resellerCosts: costs.get(account) ?? 0n },
    ...{ openInvoices: BigInt(taken.invoices), owedInvoices: nanoOf(taken.openInvoices) },
  };
}

/** A reseller has there what it has here and what it has set aside. */
async function compareReseller(run: Run, reseller: ResellerRecord, around: Around): Promise<Compared> {
  const { id, parent, fields, balance, invoices } = reseller;
  const { standing, costsThere, costsHere } = around;
  const account = run.idOf("resellers", id);
  const here = account === undefined ? nothing() : await ofResellerHere(run, account, costsHere);
  const own = here.resellerBalance;
  const setAside = run.records.isSetAsideThere ? 0n : (standing.get(id) ?? 0n);
  standsBelow(run, parent, own, standing);
  return {
    ...{ name: `${id}${account ? ` (${account})` : ""}`, currency: fields.currency },
    there: {
      ...{ ...nothing(), resellers: 1n, resellerBalance: nanoOf(balance), ...owedBy(invoices) },
      resellerCosts: costsThere.get(id) ?? 0n,
    },
    here: { ...here, resellerBalance: own + setAside },
  };
}

/** Only reads. Right after the run: calls and payments that come later move the balances. */
export async function reconcile(run: Run, calls: ReadonlyMap<Id, CallSums>): Promise<Reconciled> {
  const known = await customersHere(run);
  const compared: Compared[] = [];
  const [standing, costsHere, costsThere]: [Standing, Costs, Map<Id, bigint>] = [new Map(), new Map(), new Map()];
  for (const customer of run.records.customers) {
    const { id, reseller, fields } = customer;
    const found = known.get(run.tag(id));
    const here = found ? await sumsHere(run, found.account, costsHere) : nothing();
    for (const [above, cost] of calls.get(id)?.upper ?? []) costsThere.set(above, (costsThere.get(above) ?? 0n) + cost);
    standsBelow(run, reseller, here.balance, standing);
    const name = `${id}${found ? ` (${found.account})` : ""}`;
    compared.push({ name, currency: fields.currency, there: sumsThere(run, customer, calls.get(id)), here });
  }
  for (const reseller of run.records.resellers.toReversed())
    compared.push(await compareReseller(run, reseller, { standing, costsThere, costsHere }));
  const result: Reconciled = { there: new Map(), here: new Map(), differences: [] };
  for (const { name, currency, there, here } of compared) {
    add(result.there, currency, there);
    add(result.here, currency, here);
    for (const figure of figures)
      if (there[figure] !== here[figure])
        result.differences.push(
          `${name}: ${figure} ${shown(figure, there[figure])} in the dump, ` +
            `${shown(figure, here[figure])} here${isMoney(figure) ? ` ${currency}` : ""}`,
        );
  }
  return result;
}

/** As a table of text. */
export function reconciledText({ there, here, differences }: Reconciled): string {
  const lines = [...there].flatMap(([currency, sums]) =>
    figures.map((figure) => {
      const other = here.get(currency)?.[figure] ?? 0n;
      const mark = other === sums[figure] ? "" : "  DIFFERS";
      return `  ${currency}  ${figure.padEnd(15)} ${shown(figure, sums[figure]).padStart(16)} ${shown(figure, other).padStart(16)}${mark}`;
    }),
  );
  return [`  ${"".padEnd(20)} ${"in the dump".padStart(16)} ${"here".padStart(16)}`, ...lines, ...differences].join(
    "\n",
  );
}
