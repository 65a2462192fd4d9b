import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ListPage, type OperatorApi, putFile, until } from "./operator-api.ts";

const sheetFile = join(import.meta.dirname, "../../examples/customer-sheets/01-accounts.csv");

interface Import {
  id: string;
  url: string;
  status: string;
}

const isOver = ({ status }: Import): boolean => status !== "queued" && status !== "running";

/** A sheet of customers of an older system, tried and applied; some of its rows are refused. Made once. */
export async function importCustomers(api: OperatorApi): Promise<void> {
  const { items } = await api.get<ListPage<Import>>("/customer-imports?limit=1");
  if (items.length > 0) return;
  const { id, url } = await api.post<Import>("/customer-imports", { kind: "customers", fileName: "01-accounts.csv" });
  await putFile(url, readFileSync(sheetFile, "utf8"));
  const read = () => api.get<Import>(`/customer-imports/${id}`);
  const tried = await until(read, isOver);
  if (tried.status !== "done") throw new Error("the sheet of customers could not be tried");
  await api.post(`/customer-imports/${id}/apply`, {});
  await until(read, isOver);
}
