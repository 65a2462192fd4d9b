import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run makes the files of all customers. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-call-files` }));

import { spanFrom } from "../../functions/call-files/day-span.ts";
import { listMails } from "../../functions/mail/mail.store.ts";
import { isoInstant } from "../../functions/platform/clock.ts";
import { env } from "../../functions/platform/env.ts";
import { replaceSend } from "../../functions/platform/table.ts";
import { dateIn } from "../../functions/time/zone.ts";
import { anOperator, type Operator } from "../support/charging.ts";
import { createTable } from "../support/table.ts";
import { aTaker, bytesOf, callsAt, dayMs, filesOf, firstDay, hourMs, runAt, set, tellOf, zone } from "./world.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const mailsOf = async (account: string) => (await listMails(account, { limit: 50, after: undefined })).mails;
const firstId = isoInstant(firstDay).replace(/[-:]|\.000/g, "");
/** When the file of the first day is due, and of the days after it. */
const dueAt = (day: number) => firstDay + (day + 1) * dayMs + 2 * hourMs;

describe("the file of a day", () => {
  it("holds the calls of the customer's own day and no others, in its columns, zone and separators, told of once", async () => {
    const account = await aTaker(operator);
    const end = firstDay + dayMs;
    await callsAt(operator, account, [firstDay - 1000, firstDay, end - 1000, end]);
    await runAt(dueAt(0) - 1);
    expect(await filesOf(operator, account)).toEqual([]);
    await runAt(dueAt(0));
    await runAt(dueAt(0) + hourMs);
    const day = dateIn(zone, firstDay);
    const [file, ...more] = await filesOf(operator, account);
    expect(more).toEqual([]);
    expect(file).toMatchObject({
      ...{ id: firstId, day, from: isoInstant(firstDay), to: isoInstant(end), status: "READY", revision: 1 },
      ...{ rows: 2, charge: "0.12", sends: 1, mail: "QUEUED", webhook: null, fileName: `calls-${account}-${day}.csv` },
    });
    const [year, month, date] = day.split("-");
    const text = (await bytesOf(operator, account, file.id)).toString();
    expect(text).toBe(
      `\ufeffSetup|CLD|Charge\r\n${date}.${month}.${year} 23:59:59|442071234567|0,06\r\n${date}.${month}.${year} 00:00:00|442071234567|0,06\r\n`,
    );
    expect(file.bytes).toBe(Buffer.byteLength(text));
    const [mail, ...others] = await mailsOf(account);
    expect([mail?.to, mail?.kind, others]).toEqual([["noc@acme.example"], "CALL_FILE", []]);
    expect(mail?.text).toContain(`/portal/call-files?file=${firstId}`);
  });

  it("is packed where that is wanted, and a workbook where that is", async () => {
    const packed = await aTaker(operator, { format: "txt", gzip: true });
    const book = await aTaker(operator, { format: "xlsx", separator: "COMMA" });
    for (const account of [packed, book]) await callsAt(operator, account, [firstDay + hourMs]);
    await runAt(dueAt(0));
    expect((await filesOf(operator, packed))[0].fileName).toMatch(/\.txt\.gz$/);
    expect(gunzipSync(await bytesOf(operator, packed, firstId)).toString()).toMatch(
      /^[\d.]{10} [\d:]{8}\|\d+\|0,06\r\n$/,
    );
    expect((await bytesOf(operator, book, firstId)).subarray(0, 2).toString()).toBe("PK");
  });

  it("without calls is a file with the header alone, or nothing at all and no word, as the customer likes", async () => {
    const [file, nothing] = [await aTaker(operator), await aTaker(operator, { whenEmpty: "NOTHING" })];
    await runAt(dueAt(0));
    expect((await bytesOf(operator, file, firstId)).toString()).toBe("\ufeffSetup|CLD|Charge\r\n");
    expect(await mailsOf(file)).toHaveLength(1);
    expect(await filesOf(operator, nothing)).toMatchObject([{ status: "EMPTY", rows: 0, bytes: null, sends: 0 }]);
    expect(await mailsOf(nothing)).toEqual([]);
    expect((await operator.admin("GET", `/customers/${nothing}/call-files/${firstId}/file`)).status).toBe(404);
  });

  it("is made anew, and told of as such, when calls of it came late, and not when none did", async () => {
    const account = await aTaker(operator);
    await callsAt(operator, account, [firstDay + hourMs]);
    await runAt(dueAt(0));
    await callsAt(operator, account, [firstDay + 2 * hourMs]);
    await runAt(dueAt(1));
    await runAt(dueAt(2));
    const files = await filesOf(operator, account);
    expect(files.map(({ revision, rows }: Record<string, number>) => [revision, rows])).toEqual([
      [1, 0],
      [1, 0],
      [2, 2],
    ]);
    expect(files[2].fileName).toMatch(/-2\.csv$/);
    expect((await bytesOf(operator, account, firstId)).toString().trim().split("\r\n")).toHaveLength(3);
    const mails = await mailsOf(account);
    expect(mails).toHaveLength(4);
    expect(mails.filter(({ text }) => text.includes("takes the place of"))).toHaveLength(1);
  });

  it("comes for every day that a pause left out, each once", async () => {
    const account = await aTaker(operator);
    await runAt(dueAt(2));
    expect((await filesOf(operator, account)).map(({ from }: { from: string }) => Date.parse(from))).toEqual([
      ...[2, 1, 0].map((day) => firstDay + day * dayMs),
    ]);
    expect(await mailsOf(account)).toHaveLength(3);
  });
});

/** The run ends, for everybody, with the command of this number that an account's file says something by. */
async function killedAt(nth: number, account: string): Promise<boolean> {
  let [said, isDead] = [0, false];
  const undo = replaceSend((inner) => (command) => {
    if (JSON.stringify(command.input).includes(account)) isDead ||= ++said === nth;
    if (isDead) throw new Error("the process is gone");
    return inner(command);
  });
  await runAt(dueAt(0))
    .catch(() => undefined)
    .finally(undo);
  return isDead;
}

describe("a run that is killed", () => {
  it("wherever that is, leaves one file and one message behind once the next one was there", async () => {
    for (let nth = 1, isDead = true; isDead; nth++) {
      const account = await aTaker(operator);
      await callsAt(operator, account, [firstDay + hourMs]);
      isDead = await killedAt(nth, account);
      await runAt(dueAt(0) + 17 * 60_000);
      const state = (await filesOf(operator, account)).map(({ status, rows }: Record<string, unknown>) => [
        status,
        rows,
      ]);
      expect([nth, state, (await mailsOf(account)).length]).toEqual([nth, [["READY", 1]], 1]);
    }
  });

  it("three times over the same file gives it up, and the next day's comes all the same", async () => {
    const account = await aTaker(operator);
    await callsAt(operator, account, [firstDay + hourMs]);
    const undo = replaceSend((inner) => (command) => {
      if (JSON.stringify(command.input).includes(`CALLS#${account}`)) throw new Error("the table is away");
      return inner(command);
    });
    for (let run = 0; run < 2; run++) await runAt(dueAt(0) + run * hourMs);
    // The run that gives it up ends with an error, for the alarm to ring, and begun again it has nothing to do.
    await expect(runAt(dueAt(0) + 2 * hourMs)).rejects.toThrow("given up");
    await runAt(dueAt(0) + 2 * hourMs);
    undo();
    await runAt(dueAt(1));
    const files = await filesOf(operator, account);
    expect(files.map(({ status }: { status: string }) => status)).toEqual(["READY", "FAILED"]);
    expect(files[1].failure.reason).toBe("INTERNAL");
    // Asked for by a person it is made, told of, and told of once more.
    const path = `/customers/${account}/call-files/${firstId}`;
    expect((await operator.admin("POST", `${path}/make`, {})).body.status).toBe("MAKING");
    expect((await operator.admin("POST", `${path}/make`, {})).status).toBe(409);
    await tellOf(account, firstId);
    await tellOf(account, firstId);
    expect((await operator.admin("POST", `${path}/send`, {})).body).toMatchObject({ status: "READY", sends: 2 });
    expect(await mailsOf(account)).toHaveLength(3);
    const actions = (await operator.admin("GET", `/audit?account=${account}`)).body.items;
    expect(actions.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(["call-files.change", "call-file.make", "call-file.send"]),
    );
  });
});

describe("a day", () => {
  it("is followed by the next without gap or overlap, in every zone and over every change of its clocks", () => {
    for (const of of [
      "UTC",
      "Europe/Berlin",
      "America/Havana",
      "Africa/Cairo",
      "Pacific/Apia",
      "Australia/Lord_Howe",
    ]) {
      let at = spanFrom(Date.parse("2011-11-01T12:00:00Z"), of).toMs;
      const lengths = new Set<number>();
      for (let n = 0; n < 400; n++) {
        const { fromMs, toMs, day } = spanFrom(at, of);
        expect([of, day, toMs > fromMs, dateIn(of, toMs - 1)]).toEqual([of, day, true, day]);
        lengths.add((toMs - fromMs) / hourMs);
        at = toMs;
      }
      if (of === "Europe/Berlin") expect([...lengths].sort()).toEqual([23, 24, 25]);
      if (of === "Australia/Lord_Howe") expect([...lengths].sort()).toEqual([23.5, 24, 24.5]);
    }
  });

  it("goes on where the last file ended when the zone is changed, so that no call is in two files or in none", async () => {
    const account = await aTaker(operator);
    await runAt(dueAt(0));
    await set(operator, account, { timeZone: "America/New_York" });
    await callsAt(operator, account, [firstDay + dayMs, firstDay + dayMs + 5 * hourMs, firstDay + dayMs + 20 * hourMs]);
    await runAt(dueAt(2) + hourMs);
    const files = (await filesOf(operator, account)).reverse();
    for (const [n, { from }] of files.slice(1).entries()) expect(from).toBe(files[n].to);
    expect(files.reduce((sum: number, { rows }: { rows: number }) => sum + rows, 0)).toBe(3);
  });
});
