import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocksBefore, callsIn, daysWithCalls } from "../functions/cdrs/cdr.store.ts";
import type { CdrBatch, SwitchCdr } from "../functions/cdrs/cdr.ts";
import { noneCorrected } from "../functions/cdrs/correction.store.ts";
import { readMarks, windowOf } from "../functions/cdrs/seen.ts";
import { balancesOf } from "../functions/ledger/ledger.store.ts";
import { now } from "../functions/platform/clock.ts";
import { keys } from "../functions/platform/keys.ts";
import { encodeBatch } from "../functions/platform/stream.ts";
import { getMany } from "../functions/platform/table.ts";
import { bundle } from "../lib/bundle.ts";
import { addedSource } from "./intake/world.ts";
import { aCdr } from "./sim/calls.ts";
import { Random } from "./sim/random.ts";
import { staff } from "./support/api.ts";
import { aCustomer, aTariff } from "./support/customers.ts";

/** `KILLS=300 KILL_CALLS=100000` for more. */
const calls = Number(process.env["KILL_CALLS"] ?? 20_000);
const kills = Number(process.env["KILLS"] ?? 50);
const random = new Random(20_261_013);
const folder = mkdtempSync(join(tmpdir(), "switchbook-kill-"));
const recordsFile = join(folder, "records");
const checkpointFile = join(folder, "checkpoint");
/** Bundled as functions are deployed: it starts in an eighth of the time. */
const workerFolder = join(folder, "worker");

let accounts: string[];
/** Every call once, by account. */
let unique: SwitchCdr[];

/** All calls and a tenth of them once more by another delivery, in an order and in records as they come. */
async function deliver(source: string): Promise<void> {
  const startMs = now() - 6 * 3_600_000;
  unique = Array.from({ length: calls }, (_, n) => {
    const setupMs = startMs + random.int(0, 5 * 3_600_000);
    const billableMs = random.int(1, 300) * 1000;
    return aCdr({
      ...{ source, switch: "kill", line: n + 1, callId: `kill-${n}`, setupMs, billableMs },
      answeredMs: setupMs + 1000,
      endedMs: setupMs + 1000 + billableMs,
      accountCode: random.pick(accounts),
    });
  });
  const again = unique.filter(() => random.chance(0.1));
  const order = random.shuffled([
    ...unique.map((cdr) => ({ cdr, delivery: "first" })),
    ...again.map((cdr) => ({ cdr, delivery: "second" })),
  ]);
  const records: string[] = [];
  for (let part = 0; order.length > 0; part++) {
    const some = order.splice(0, random.int(20, 80));
    for (const delivery of ["first", "second"]) {
      const cdrs = some.filter((one) => one.delivery === delivery).map(({ cdr }) => cdr);
      const batch: CdrBatch = { source, delivery, part, cdrs, parked: [] };
      if (cdrs.length > 0) records.push(Buffer.from(encodeBatch(batch)).toString("base64"));
    }
  }
  writeFileSync(recordsFile, records.join("\n"));
  writeFileSync(checkpointFile, "0");
}

/** Starts the rating process and kills it `afterMs` after it began to work; without it, waits for its end. */
function rate(afterMs?: number): Promise<"killed" | "done"> {
  const worker = [join(workerFolder, "index.mjs"), recordsFile, checkpointFile, String(random.int(1, 8))];
  const child = spawn(process.execPath, worker, { stdio: ["ignore", "pipe", "ignore"] });
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      const ready = said === "";
      said += chunk;
      if (ready && afterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), afterMs);
    });
    child.on("exit", (code, signal) => {
      if (signal === "SIGKILL") resolve("killed");
      else if (said.includes("done")) resolve("done");
      else reject(new Error(`the rating process ended with ${code}: ${said}`));
    });
  });
}

async function rowsOf(account: string) {
  const rows = [];
  for (const day of await daysWithCalls(account)) {
    let after: string | undefined;
    for (let isLast = false; !isLast; ) {
      const page = await blocksBefore(account, day, { after, limit: 5, corrections: noneCorrected });
      rows.push(...page.blocks.flatMap((block) => callsIn(account, block)));
      after = page.blocks.at(-1)?.name;
      isLast = page.isLast || after === undefined;
    }
  }
  return rows.map(({ row }) => row);
}

describe("a rating process that is killed while it charges", () => {
  beforeAll(async () => {
    bundle("test/support/rating-worker.ts", workerFolder);
    const admin = await staff();
    const tariff = await aTariff(admin);
    const rate = { prefix: "44", destination: "UK", pricePerMinute: "0.06", effectiveFrom: "2020-01-01T00:00:00Z" };
    const added = await admin("POST", `/tariffs/${tariff}/rates`, { ...rate, confirmPastChange: true });
    if (added.status !== 201) throw new Error(JSON.stringify(added.body));
    accounts = [];
    for (let n = 0; n < 25; n++) accounts.push((await aCustomer(admin, tariff)).account);
    const source = await addedSource({ format: "freeswitch-json", customerBy: "account" });
    await deliver(source.id);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(`charges ${calls} calls once after ${kills} kills, with every tenth delivered twice`, {
    timeout: 3_600_000,
  }, async () => {
    let killed = 0;
    while (killed < kills) {
      if ((await rate(random.int(1, 250))) === "killed") killed++;
      const at = Number(readFileSync(checkpointFile, "utf8"));
      // An event source may read again what it had read already.
      if (killed % 7 === 0) writeFileSync(checkpointFile, String(Math.max(0, at - random.int(0, 60))));
      // Done before its time: begin at the start, where everything is known.
      const records = readFileSync(recordsFile, "utf8").split("\n").length;
      if (killed < kills && at >= records - 1) writeFileSync(checkpointFile, "0");
    }
    expect(await rate()).toBe("done");

    const balances = await balancesOf(accounts);
    for (const account of accounts) {
      const own = unique.filter((cdr) => cdr.accountCode === account);
      // 0.06 a minute by the second: a thousandth of a unit a second.
      const wanted = own.reduce((sum, cdr) => sum + BigInt(cdr.billableMs) * 1000n, 0n);
      expect(balances.get(account)?.balance).toBe(-wanted);
      expect(balances.get(account)?.available).toBe(-wanted);
      const rows = await rowsOf(account);
      expect(rows.map(({ cdr }) => cdr.callId).sort()).toEqual(own.map(({ callId }) => callId).sort());
      const windows = new Set(own.map(({ setupMs }) => windowOf(setupMs)));
      const sets = await getMany([...windows].map((window) => keys.seen(account, window, "")));
      const marks = sets.flatMap((set) => [...readMarks(set["marks"] as Uint8Array).keys()]);
      expect(marks.sort()).toEqual(rows.map(({ identity }) => identity).sort());
    }
  });
});
