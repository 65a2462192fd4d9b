import type { CustomerRecord, Id } from "./records.ts";
import type { Run } from "./run.ts";

/** What an account owes by invoices that are open there. Each is found again by its number. */

export interface Owing {
  id: Id;
  where: string;
  invoices: CustomerRecord["invoices"];
}

/** @param path of the account, `/customers/C…` or `/resellers/C…`; undefined where a trial has none yet */
export async function takeInvoices(run: Run, { id, where, invoices }: Owing, path: string | undefined): Promise<void> {
  for (const invoice of invoices.toSorted((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1))) {
    const found = path ? await run.target.ask("GET", `${path}/invoices/${invoice.number}`) : undefined;
    if (found?.status === 200) run.count("open invoices", "kept");
    else {
      const asked = { id: `${id} ${invoice.number}`, where, body: { origin: run.origin, ...invoice } };
      await run.make("open invoices", { ...asked, path: `${path}/takeover/invoices` });
    }
  }
}
