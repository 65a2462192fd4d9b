import { inspect } from "node:util";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { replaceSend } from "../functions/platform/table.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

let prefixes = 0;
const note = "Not worth the dispute";

/** A call that waited for a rate, which is there now: whoever brings it again has it charged. */
async function aChargeableCall() {
  const account = await operator.newAccount();
  const prefix = `76${(Date.now() % 1_000_000).toString().padStart(6, "0")}${prefixes++}`;
  const batch = aBatch(operator.source, [aCallOf(account, operator.source, { cldReceived: `${prefix}1` })]);
  await rate(batch);
  await addRate(operator.admin, operator.tariff, prefix);
  const [parked] = await operator.waiting(account);
  const writeOff = () => operator.admin("POST", `/suspense/${parked.id}/write-off`, { note });
  const seen = async () => {
    const query = `/suspense?limit=200&source=${operator.source}&state=`;
    const of = async (state: string) =>
      (await operator.admin("GET", query + state)).body.items.filter(({ id }: { id: string }) => id === parked.id)
        .length;
    return {
      waiting: await of("WAITING"),
      writtenOff: await of("WRITTEN_OFF"),
      balance: await operator.balance(account),
    };
  };
  return { account, batch, parked, writeOff, seen };
}

/** Writes off at the moment at which the charge is on its way: behind every look, before the money moves. */
function whileCharging(writeOff: () => Promise<unknown>, killed: boolean): () => void {
  let done = false;
  let dead = false;
  return replaceSend((inner) => async (command) => {
    if (dead) throw new Error("killed");
    const posts = command instanceof TransactWriteCommand && inspect(command.input, { depth: 6 }).includes("'SEEN#");
    if (done || !posts) return inner(command);
    done = true;
    await writeOff();
    const reply = await inner(command);
    dead = killed;
    return reply;
  });
}

const tryDue = (id: string) => operator.admin("POST", `/suspense/${id}/retry`, {});
const charged = { waiting: 0, writtenOff: 0, balance: "-0.06" };

describe("a record that is written off while it is charged", () => {
  it("is charged once, and is taken back by the rating that charged it, not given up as well", async () => {
    const { batch, parked, writeOff, seen, account } = await aChargeableCall();
    let answered: unknown;
    const restore = whileCharging(async () => {
      answered = (await writeOff()).status;
    }, false);
    await rate(batch).finally(restore);
    expect(answered).toBe(200);
    expect(await seen()).toEqual({ ...charged, waiting: 1 });
    const { body } = await operator.admin("GET", `/audit?account=${account}`);
    const told = body.items.filter(({ action }: { action: string }) => action.startsWith("suspense."));
    expect(told.map(({ action, actor }: { action: string; actor: string }) => [action, actor === "system"])).toEqual([
      ["suspense.take-back", true],
      ["suspense.write-off", false],
    ]);
    expect((await tryDue(parked.id)).status).toBe(200);
    expect(await seen()).toEqual(charged);
  });

  it("is taken back by the redelivery where the rating was killed behind the charge", async () => {
    const { batch, parked, writeOff, seen } = await aChargeableCall();
    const restore = whileCharging(writeOff, true);
    await rate(batch).catch(() => undefined);
    restore();
    await rate(batch);
    expect(await seen()).toEqual({ ...charged, waiting: 1 });
    await tryDue(parked.id);
    expect(await seen()).toEqual(charged);
  });

  it("is refused, and not counted as given up, where the charge came first", async () => {
    const one = await aChargeableCall();
    const other = await aChargeableCall();
    await rate(one.batch, other.batch);
    const refused = await one.writeOff();
    expect([refused.status, refused.body.error.code]).toEqual([409, "conflict"]);
    const many = await operator.admin("POST", "/suspense/write-off", { ids: [one.parked.id, other.parked.id], note });
    expect(many.body).toMatchObject({ changed: 0, left: 2 });
    for (const { parked, seen } of [one, other]) {
      expect(await seen()).toEqual({ ...charged, waiting: 1 });
      await tryDue(parked.id);
      expect(await seen()).toEqual(charged);
    }
  });
});
