import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { getComparison, linesFile } from "../../functions/comparisons/comparison.store.ts";
import { fileExists, removeFile } from "../../functions/platform/files.ts";
import { cellsOf } from "../exports/world.ts";
import { anOperator, type Operator } from "../support/charging.ts";
import {
  base,
  begun,
  callsTo,
  comparedFile,
  differencesOf,
  iso,
  linesOf,
  numbers,
  period,
  readComparison,
  sent,
  stamp,
  tellOfFile,
} from "./world.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

const withCalls = (account: string, called: readonly string[]) => callsTo(operator, account, called);

describe("a customer's file", () => {
  it("is compared call by call: each difference in its class, by destination, and its clock is found", async () => {
    const { admin } = operator;
    const account = await operator.newAccount();
    const at = await withCalls(account, numbers);
    const row = (i: number, seconds: number, amount: string) =>
      `${stamp(at[i] ?? 0, 120)};+${numbers[i]};${seconds};${amount}`;
    const file = [
      "Calls of Acme;;;",
      "Start time;Called;Duration;Amount",
      ...[row(0, 60, "0,06"), row(1, 61, "0,06"), row(2, 75, "0,075"), row(3, 60, "0,063"), row(4, 60, "0,12")],
      ...[row(5, 60, "0,06"), row(5, 60, "0,06"), row(6, 60, "0,06"), row(7, 60, "0,06"), row(8, 60, "0,06")],
      `${stamp(base, 120)};+5511987654321;30;0,1`,
    ].join("\n");
    const { id, job } = await comparedFile(admin, { account, ...period, layout: { decimal: "COMMA" } }, gzipSync(file));
    expect(job).toMatchObject({ status: "done", failure: null, account, vendor: null, currency: "EUR", progress: 100 });
    expect(job.rows).toEqual({ all: 11, used: 11, refused: 0, outside: 0 });
    expect(job.clock).toMatchObject({ minutes: 120, sureness: "SURE" });
    expect(job.mapping).toEqual({ number: "Called", time: "Start time", seconds: "Duration", amount: "Amount" });
    expect(job.total).toEqual({
      ours: { calls: 10, seconds: 600, amount: "0.6" },
      theirs: { calls: 11, seconds: 646, amount: "0.778" },
      matched: 9,
      classes: {
        ONLY_OURS: { calls: 1, amount: "-0.06" },
        ONLY_THEIRS: { calls: 1, amount: "0.1" },
        TWICE: { calls: 1, amount: "0.06" },
        DURATION: { calls: 1, amount: "0.015" },
        ROUNDING: { calls: 1, amount: "0.003" },
        RATE: { calls: 1, amount: "0.06" },
      },
    });
    const lines = await linesOf(admin, id);
    expect(
      lines.map(({ destination, prefixes }: { destination: string; prefixes: string[] }) => [destination, prefixes]),
    ).toEqual([
      ["Unknown destination", []],
      ["to 44", ["44"]],
    ]);

    const found = await differencesOf(admin, id);
    expect(found.map((one) => [one.class, one.number, one.line, one.ourSeconds, one.theirAmount])).toEqual([
      ["ONLY_OURS", numbers[9], null, 60, null],
      ["ONLY_THEIRS", "5511987654321", 13, null, "0.1"],
      ["TWICE", numbers[5], 9, null, "0.06"],
      ["DURATION", numbers[2], 5, 60, "0.075"],
      ["ROUNDING", numbers[3], 6, 60, "0.063"],
      ["RATE", numbers[4], 7, 60, "0.12"],
    ]);
    expect(found[0]).toMatchObject({ at: iso(at[9] ?? 0), account, destination: "to 44", theirSeconds: null });
    expect((await admin("GET", `/customers/${account}/calls/${encodeURIComponent(found[0].call)}`)).status).toBe(200);
    expect(await differencesOf(admin, id, "&class=RATE")).toEqual([found[5]]);
    expect(await differencesOf(admin, id, "&destination=to%2044")).toHaveLength(5);
    const actions = (await admin("GET", `/audit?account=${account}`)).body.items.map(
      (one: { action: string }) => one.action,
    );
    expect(actions).toContain("comparison.create");
    expect((await getComparison(id))?.run).toBe(1);
    expect((await admin("GET", "/comparisons?limit=200")).body.items.map((one: { id: string }) => one.id)).toContain(
      id,
    );
    // Told once more, what is done stays as it is.
    await tellOfFile(id);
    expect((await getComparison(id))?.run).toBe(1);
  });

  it("names every fault of a row with its line, and gives what was not used back whole", async () => {
    const { admin } = operator;
    const account = await operator.newAccount();
    const [at = 0] = await withCalls(account, numbers.slice(0, 1));
    const file = [
      "time,number,seconds,amount,currency",
      `${stamp(at)},${numbers[0]},60,0.06,EUR`,
      "yesterday,abc,long,1.2.3,EUR",
      `${stamp(at)},4.4E+11,60,"1,234",EUR`,
      `${stamp(at)},${numbers[1]},60,0.06,USD`,
      `${stamp(at)},"${numbers[1]},60`,
      `${stamp(at - 40 * 86_400_000)},${numbers[1]},60,0.06,`,
      "",
    ].join("\r\n");
    const { id, job } = await comparedFile(admin, { account, ...period }, file);
    expect(job.rows).toEqual({ all: 6, used: 1, refused: 4, outside: 1 });
    const said = job.faults.map(
      ({ line, reason, faults }: { line: number; reason: string; faults: { path: string }[] }) => [
        ...[line, reason],
        ...faults.map(({ path }) => path),
      ],
    );
    expect(said.sort((a: [number], b: [number]) => a[0] - b[0])).toEqual([
      [3, "FAULTY", "number", "time", "seconds", "amount"],
      [4, "FAULTY", "number", "amount"],
      [5, "CURRENCY", "currency"],
      [6, "MALFORMED", ""],
      [7, "OUTSIDE", "time"],
    ]);
    const rejects = await cellsOf(Buffer.from(await (await fetch(job.rejectUrl)).arrayBuffer()));
    expect(rejects[0]).toEqual(["time", "number", "seconds", "amount", "currency", "Line", "Reason", "What is wrong"]);
    expect(rejects).toHaveLength(6);
    expect(rejects.find(([time]) => time === "yesterday")?.slice(1, 7)).toEqual([
      "abc",
      "long",
      "1.2.3",
      "EUR",
      "3",
      "FAULTY",
    ]);
    expect(await differencesOf(admin, id)).toEqual([]);
  });

  it("is told in words where nothing can be compared: empty, no columns, no rows, another time", async () => {
    const { admin } = operator;
    const account = await operator.newAccount();
    const [at = 0] = await withCalls(account, numbers.slice(0, 1));
    const failed = async (file: string, more: object = {}) => {
      const { job, id } = await comparedFile(admin, { account, ...period, ...more }, file);
      expect(job).toMatchObject({ status: "failed", total: null });
      expect((await admin("GET", `/comparisons/${id}/calls`)).status).toBe(409);
      return [job.failure.reason, job.failure.message, job] as const;
    };
    expect((await failed(""))[0]).toBe("EMPTY");
    expect((await failed("time,number,seconds"))[0]).toBe("EMPTY");
    const [reason, message, job] = await failed("when,whom,seconds\n1,2,3");
    expect([reason, message]).toEqual(["COLUMNS", expect.stringContaining("Called number, Setup time")]);
    expect(job.seen.headers).toEqual(["when", "whom", "seconds"]);
    const [noRows, why, refused] = await failed("time,number,seconds\nnow,44207,60");
    expect([noRows, why]).toEqual(["NO_ROWS", expect.stringContaining("Line 2")]);
    expect(refused).toMatchObject({ rows: { all: 1, refused: 1 }, rejectUrl: expect.any(String) });
    const [outside, words] = await failed(`time,number,seconds\n${stamp(at - 50 * 86_400_000)},${numbers[0]},60`);
    expect([outside, words]).toEqual(["ALL_OUTSIDE", expect.stringContaining(iso(at - 50 * 86_400_000).slice(0, 19))]);
  });

  it("is compared again by other columns, tolerances and zones", async () => {
    const { admin } = operator;
    const account = await operator.newAccount();
    const at = await withCalls(account, numbers.slice(0, 3));
    const rows = at.map(
      (ms, i) =>
        `${iso(ms + 20_000 + 7_200_000)
          .slice(0, 16)
          .replaceAll("-", "/")}:20,${numbers[i]},60,0.061`,
    );
    const { id, job } = await comparedFile(
      admin,
      { account, ...period },
      ["when,whom,seconds,amount", ...rows].join("\n"),
    );
    expect(job.failure.reason).toBe("COLUMNS");
    const again = async (change: object) => {
      expect((await admin("PATCH", `/comparisons/${id}`, change)).status).toBe(202);
      await tellOfFile(id);
      return readComparison(admin, id);
    };
    const read = await again({ layout: { columns: { time: "when", number: "whom" } } });
    expect(read).toMatchObject({ status: "done", clock: { minutes: 120 }, total: { matched: 3 } });
    expect(read.total.classes).toEqual({ ROUNDING: { calls: 3, amount: "0.003" } });
    expect((await again({ settings: { roundingTolerance: "0" } })).total.classes).toHaveProperty("RATE");
    expect((await again({ settings: { amountTolerance: "0.001" } })).total.classes).toEqual({});
    expect((await again({ settings: { timeToleranceSeconds: 10 } })).total).toMatchObject({ matched: 0 });
    // A zone that is named is believed; what would fit is said beside it.
    const wrong = await again({ settings: { timeToleranceSeconds: 30, timeZone: "Etc/GMT-1" } });
    expect(wrong).toMatchObject({ clock: { minutes: 60, sureness: "SURE" }, total: { matched: 0 } });
    expect(await again({ settings: { timeZone: "Etc/GMT-2" } })).toMatchObject({
      clock: { minutes: 0 },
      total: { matched: 3 },
    });
    await removeFile({ bucket: "uploads", key: `comparisons/${id}` });
    expect((await admin("PATCH", `/comparisons/${id}`, { settings: { numberDigits: 0 } })).status).toBe(409);
    expect(await readComparison(admin, id)).toMatchObject({ status: "done" });
  });

  it("stops when it is cancelled, and when its time is up", async () => {
    const { admin } = operator;
    const account = await operator.newAccount();
    const [at = 0] = await withCalls(account, numbers.slice(0, 1));
    const file = `time,number,seconds\n${stamp(at)},${numbers[0]},60`;
    const cancelled = await begun(admin, { account, ...period });
    await sent(cancelled.url, file);
    expect((await admin("POST", `/comparisons/${cancelled.id}/cancel`)).body.status).toBe("cancelled");
    await tellOfFile(cancelled.id);
    expect(await readComparison(admin, cancelled.id)).toMatchObject({ status: "cancelled", total: null });
    const late = await begun(admin, { account, ...period });
    await sent(late.url, file);
    await tellOfFile(late.id, 10_000);
    expect((await readComparison(admin, late.id)).failure.reason).toBe("OUT_OF_TIME");
    const kept = await getComparison(late.id);
    expect(await fileExists(linesFile(kept ?? { id: "", run: 0 }))).toBe(false);
  });
});
