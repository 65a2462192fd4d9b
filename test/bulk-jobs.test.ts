import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Context } from "aws-lambda";
import { beforeAll, describe, expect, it } from "vitest";
import { operator } from "../functions/auth/access.ts";
import { getCustomer } from "../functions/customers/customer.store.ts";
import { listingOf } from "../functions/customers/listing.store.ts";
import { handler } from "../functions/handlers/run-bulk-job.ts";
import { replaceSend } from "../functions/platform/table.ts";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";

/** What EventBridge tells when a run was asked for, once more for each call. */
const run = (id: string, msLeft = 900_000): Promise<void> =>
  handler(
    { detail: { object: { key: `bulk-jobs/${id}` } } } as Parameters<typeof handler>[0],
    { awsRequestId: crypto.randomUUID(), getRemainingTimeInMillis: () => msLeft } as Context,
  );

/** The first write of a transaction is the customer itself, at the version that was read. */
const changedMeanwhile = () =>
  new TransactionCanceledException({
    message: "",
    $metadata: {},
    CancellationReasons: [{ Code: "ConditionalCheckFailed" }],
  });

describe("a change to many customers", () => {
  let admin: Caller;
  let [euros, dollars] = ["", ""];
  beforeAll(async () => {
    admin = await staff();
    [euros, dollars] = [await aTariff(admin), await aTariff(admin, "USD")];
  });

  /** Three in euros, one in dollars and one closed, found by one word. */
  async function five() {
    const tag = uniqueName();
    const accounts: string[] = [];
    for (let n = 0; n < 5; n++) {
      const currency = n === 3 ? { currency: "USD" } : {};
      const made = await aCustomer(admin, n === 3 ? dollars : euros, { company: `${tag} No ${n}`, ...currency });
      accounts.push(made.account);
    }
    await admin("DELETE", `/customers/${accounts[4]}`);
    return { tag, accounts };
  }

  const begin = async (body: object) => {
    const job = await admin("POST", "/bulk-jobs", body);
    expect(job.status).toBe(202);
    return job.body.id as string;
  };
  const read = async (id: string) => (await admin("GET", `/bulk-jobs/${id}`)).body;

  it("is tried on all that fit and changes nothing, then changes those that may, each with its audit", async () => {
    const { tag, accounts } = await five();
    const tariffId = await aTariff(admin);
    const id = await begin({ filters: { company: tag }, change: { tariffId } });
    expect(await read(id)).toMatchObject({ phase: "trial", status: "queued" });
    expect((await admin("POST", `/bulk-jobs/${id}/apply`)).status).toBe(409);
    await run(id);
    const trial = await read(id);
    expect(trial).toMatchObject({
      status: "done",
      customers: 5,
      counts: { ready: 3, changed: 0, same: 0, refused: 2 },
    });
    expect(trial.refusals).toHaveLength(2);
    expect((await getCustomer(accounts[0] ?? ""))?.tariffId).toBe(euros);

    expect((await admin("POST", `/bulk-jobs/${id}/apply`)).status).toBe(202);
    await run(id);
    // Events come at least once, and so may the request.
    await run(id);
    expect((await admin("POST", `/bulk-jobs/${id}/apply`)).body).toMatchObject({ phase: "change", status: "done" });
    expect((await read(id)).counts).toEqual({ ready: 0, changed: 3, same: 0, refused: 2 });
    const rows = (await admin("GET", `/bulk-jobs/${id}/rows`)).body.items;
    const byAccount = new Map(rows.map((row: { account: string }) => [row.account, row]));
    expect(byAccount.get(accounts[0])).toMatchObject({ outcome: "CHANGED", reason: null });
    expect(byAccount.get(accounts[3])).toMatchObject({ outcome: "REFUSED", reason: "NOT_ALLOWED" });
    expect(byAccount.get(accounts[4])).toMatchObject({ outcome: "REFUSED", reason: "CLOSED" });
    for (const account of accounts.slice(0, 3)) {
      expect(await getCustomer(account)).toMatchObject({ tariffId, version: 2 });
      expect((await listingOf(operator, account))?.tariffId).toBe(tariffId);
      const audit = (await admin("GET", `/audit?account=${account}`)).body.items;
      expect(audit.filter(({ action }: { action: string }) => action === "customer.change")).toHaveLength(1);
    }
  });

  it("sets status and tags of the named, leaves what is so already, and finds nothing of somebody else", async () => {
    const { accounts } = await five();
    const [first = "", second = ""] = accounts;
    await admin("PATCH", `/customers/${first}`, { status: "SUSPENDED", tags: ["late"] });
    const change = { status: "SUSPENDED", addTag: "late" };
    const id = await begin({ accounts: [first, second, "C00000000"], change });
    await run(id);
    expect((await read(id)).counts).toEqual({ ready: 1, changed: 0, same: 1, refused: 1 });
    // It became so between the trial and the change.
    await admin("PATCH", `/customers/${second}`, { status: "SUSPENDED", tags: ["late"] });
    await admin("POST", `/bulk-jobs/${id}/apply`);
    await run(id);
    expect((await read(id)).counts).toEqual({ ready: 0, changed: 0, same: 2, refused: 1 });
    const rows = (await admin("GET", `/bulk-jobs/${id}/rows`)).body.items;
    expect(rows.find((row: { account: string }) => row.account === "C00000000")).toMatchObject({ reason: "GONE" });

    const off = await begin({ accounts: [first, second], change: { removeTag: "late" } });
    await run(off);
    await admin("POST", `/bulk-jobs/${off}/apply`);
    // A run that has no time left hands on to the next and loses nothing.
    await run(off, 20_000);
    expect((await read(off)).status).not.toBe("done");
    await run(off);
    expect((await read(off)).counts.changed).toBe(2);
    expect(await getCustomer(second)).toMatchObject({ tags: [], status: "SUSPENDED" });
  });

  it("is not done where a row could not be settled, and the next run changes that customer", async () => {
    const { accounts } = await five();
    const id = await begin({ accounts: accounts.slice(0, 1), change: { addTag: "late" } });
    await run(id);
    await admin("POST", `/bulk-jobs/${id}/apply`);
    // Others change the customer again and again, and the table does not take the row that says so.
    const back = replaceSend((inner) => (command) => {
      if (command instanceof TransactWriteCommand) return Promise.reject(changedMeanwhile());
      const isRow = command instanceof PutCommand && command.input.Item?.["outcome"] !== undefined;
      return isRow ? Promise.reject(new Error("no answer")) : inner(command);
    });
    try {
      await expect(run(id)).rejects.toThrow("no answer");
    } finally {
      back();
    }
    expect((await read(id)).status).not.toBe("done");
    await run(id);
    expect(await read(id)).toMatchObject({ status: "done", counts: { ready: 0, changed: 1 } });
  });

  it.each([
    { body: { change: { status: "ACTIVE" } }, faults: ["accounts"] },
    { body: { accounts: ["C00000001"], filters: {}, change: { status: "ACTIVE" } }, faults: ["accounts"] },
    { body: { filters: {}, change: {} }, faults: ["change"] },
    { body: { filters: {}, change: { status: "CLOSED" } }, faults: ["change.status"] },
    { body: { filters: { compny: "x" }, change: { status: "ACTIVE" } }, faults: ["filters.compny"] },
    { body: { accounts: ["x"], change: { addTag: "<b>" } }, faults: ["accounts.0", "change.addTag"] },
  ])("names what is wrong: $faults", async ({ body, faults }) => {
    const reply = await admin("POST", "/bulk-jobs", body);
    expect([reply.status, faultsOf(reply)]).toEqual([422, faults]);
  });
});
