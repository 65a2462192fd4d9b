import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import { type ListPage, type OperatorApi, putFile, until } from "./operator-api.ts";

const exampleFile = join(import.meta.dirname, "../../examples/comparisons/customer-cdrs.csv");

interface Job {
  id: string;
  url: string;
  status: string;
}

interface Call {
  setupAt: string;
  cld: string;
  destination: string | null;
  durationSeconds: number;
  charge: string;
  tax: string;
}

interface Row extends Call {
  net: bigint;
}

/** Their clock is so far ahead. */
const aheadMs = 2 * 3_600_000;
const cent = 10_000_000n;

/** What their switch made of the call: mostly the same; every so often a call is lost, longer, dearer or rounded, and one is said twice. */
function theirsOf(row: Row, n: number): Row[] {
  if (n % 23 === 5) return [];
  if (n % 17 === 3) return [{ ...row, durationSeconds: row.durationSeconds + 12, net: row.net + cent / 10n }];
  if (n % 19 === 7) return [{ ...row, net: (row.net * 5n) / 4n + cent }];
  if (n % 13 === 9) return [{ ...row, net: row.net + cent / 5n }];
  return n === 40 ? [row, row] : [row];
}

const line = ({ setupAt, cld, destination, durationSeconds, net }: Row): string => {
  const time = new Date(Date.parse(setupAt) + aheadMs).toISOString().slice(0, 19).replace("T", " ");
  return [time, `+${cld}`, destination ?? "", durationSeconds, decimalOf(net).replace(".", ",")].join(";");
};

/** The calls as the customer would send them, in the layout of the example file, with two that we do not have. */
function fileOf(calls: readonly Call[]): string {
  const head = readFileSync(exampleFile, "utf8").split("\n").slice(0, 2);
  const rows = calls.map((call) => ({ ...call, net: nanoOf(call.charge) - nanoOf(call.tax) }));
  const [first] = rows;
  const strange = ["88163001", "88163002"].map(
    (cld) => ({ ...first, cld, destination: "Satellite", net: 8n * cent }) as Row,
  );
  return [...head, ...[...rows.flatMap(theirsOf), ...strange].map(line), ""].join("\n");
}

const isOver = ({ status }: Job): boolean => status !== "queued" && status !== "running";

/** With fewer calls than these not every kind of difference is there. */
const wantedCalls = 100;

/**
 * A customer's file, compared: some calls differ in every way that there is. Made once.
 * @param isNew the calls were sent just now, and are charged a little later; else what is there is compared
 */
export async function setUpComparison(api: OperatorApi, account: string, isNew: boolean): Promise<void> {
  const { items } = await api.get<ListPage<Job>>("/comparisons?limit=1");
  if (items.length > 0) return;
  const { items: calls } = await until(
    () => api.get<ListPage<Call>>(`/customers/${account}/calls?disposition=ANSWERED&limit=200`),
    (found) => !isNew || found.items.length >= wantedCalls,
  );
  if (calls.length === 0) return;
  const setups = calls.map(({ setupAt }) => setupAt).sort();
  const period = { from: setups[0], to: new Date(Date.parse(setups.at(-1) ?? "") + 1).toISOString() };
  const layout = { decimal: "COMMA" };
  const asked = { account, ...period, fileName: "acme-voice-cdrs.csv", layout };
  const { id, url } = await api.post<Job>("/comparisons", asked);
  await putFile(url, fileOf(calls));
  const { status } = await until(() => api.get<Job>(`/comparisons/${id}`), isOver);
  if (status !== "done") throw new Error("the demo's comparison did not end well");
}
