import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { replaceSend } from "../functions/platform/table.ts";
import { uniqueNet } from "./support/addresses.ts";
import { type Caller, staff } from "./support/api.ts";
import { csvOf, readImport, rowsOf, sheetRow, tellOfSheet, triedSheet } from "./support/customer-imports.ts";
import { aCustomer, aTariff } from "./support/customers.ts";

let admin: Caller;
let tariff = "";
beforeAll(async () => {
  admin = await staff();
  tariff = await aTariff(admin);
});

/**
 * Everything from the nth transaction on is lost, as when the process dies there. `late`: the table took the nth one and
 * nobody learned of it.
 */
function dyingAt(nth: number, late: boolean): () => void {
  let [count, dead] = [0, false];
  return replaceSend((inner) => async (command) => {
    const isTransaction = command instanceof TransactWriteCommand;
    if (isTransaction && ++count === nth) {
      dead = true;
      if (late) await inner(command);
    }
    if (dead) throw new Error("the process is gone");
    return inner(command);
  });
}

describe("an import whose run dies", () => {
  it.each([1, 4, 8, 12].flatMap((nth) => [false, true].map((late) => ({ nth, late }))))(
    "at its transaction $nth (taken: $late) is taken up again and makes each row once",
    async ({ nth, late }) => {
      const rows = Array.from({ length: 6 }, () => sheetRow(tariff, { balance: "5" }));
      const { id } = await triedSheet(admin, csvOf(rows));
      await admin("POST", `/customer-imports/${id}/apply`);
      const restore = dyingAt(nth, late);
      try {
        await expect(tellOfSheet(id)).rejects.toThrow("the process is gone");
      } finally {
        restore();
      }
      expect((await readImport(admin, id)).status).toBe("running");
      await tellOfSheet(id);
      expect(await readImport(admin, id)).toMatchObject({ status: "done", counts: { added: 6, refused: 0 } });
      for (const { account, name, balance } of await rowsOf(admin, id)) {
        expect(balance).toBe("BOOKED");
        expect((await admin("GET", `/customers?username=${name}`)).body.items).toHaveLength(1);
        const customer = (await admin("GET", `/customers/${account}`)).body;
        expect([customer.username, customer.balance]).toEqual([name, "5"]);
        expect((await admin("GET", `/customers/${account}/payments`)).body.items).toHaveLength(1);
      }
    },
  );

  it("makes each address once, many of one network among them", async () => {
    const { username } = await aCustomer(admin, tariff);
    const net = uniqueNet();
    const rows = Array.from({ length: 30 }, (_, n) => ({
      username,
      ip: `${net}.${n}`,
      "max call sessions": "1",
      cps: "1",
    }));
    const { id, job } = await triedSheet(admin, csvOf(rows), { kind: "ip-devices" });
    expect(job.counts).toMatchObject({ add: 30 });
    await admin("POST", `/customer-imports/${id}/apply`);
    const restore = dyingAt(8, true);
    try {
      await expect(tellOfSheet(id)).rejects.toThrow("the process is gone");
    } finally {
      restore();
    }
    await tellOfSheet(id);
    expect((await readImport(admin, id)).counts).toMatchObject({ added: 30, refused: 0 });
    const { account } = (await rowsOf(admin, id))[0] ?? {};
    const devices = (await admin("GET", `/customers/${account}/ip-devices?limit=200`)).body.items;
    expect(new Set(devices.map(({ ip }: { ip: string }) => ip)).size).toBe(30);
    expect(devices).toHaveLength(30);
  });
});
