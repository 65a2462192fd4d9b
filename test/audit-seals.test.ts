import { beforeAll, describe, expect, it, vi } from "vitest";
import { auditEntry } from "../functions/audit/audit.store.ts";
import { lastOver } from "../functions/audit/audit-seal.ts";
import { sealAudit } from "../functions/audit/seal-audit.flow.ts";
import { now } from "../functions/platform/clock.ts";
import { keys } from "../functions/platform/keys.ts";
import { type Item, put, queryPages, remove, write } from "../functions/platform/table.ts";
import { daysAfter } from "../functions/time/day.ts";
import { type Caller, staff } from "./support/api.ts";
import { createTable } from "./support/table.ts";

vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: "switchbook-audit-seals" }));

interface Seal {
  day: string;
  lines: number;
  digest: string;
  previous: string | null;
}

const hourMs = 3_600_000;
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const days = ["2026-02-26", "2026-02-27", "2026-02-28", "2026-03-01"];
const [first = "", empty = "", third = "", last = ""] = days;
/** All four are over. */
const at = Date.parse("2026-03-02T02:00:00Z");

let admin: Caller;

const addLine = (day: string, subject: string) =>
  write(auditEntry({ actor: undefined, action: "customer.change", subject, before: { a: 1, b: 2 } }, noon(day)));

const seals = async (): Promise<Seal[]> => (await admin("GET", "/audit/seals?limit=200")).body.items;
const intact = async (day: string): Promise<boolean> => (await admin("GET", `/audit/seals/${day}`)).body.intact;

async function linesOf(day: string): Promise<Item[]> {
  const found: Item[] = [];
  for await (const { items } of queryPages({ pk: keys.auditEntry(day, "").pk })) found.push(...items);
  return found;
}

beforeAll(async () => {
  await createTable("switchbook-audit-seals");
  admin = await staff();
  for (const subject of ["C10000001", "C10000002", "C10000003"]) await addLine(first, subject);
  for (const subject of ["C10000004", "C10000005"]) await addLine(third, subject);
  await addLine(last, "C10000006");
});

describe("a day of the audit", () => {
  it("is sealed once it is over, from the first one with a line on, each day behind the one before", async () => {
    await sealAudit(noon(third), Number.POSITIVE_INFINITY);
    expect((await seals()).map(({ day }) => day)).toEqual([empty, first]);
    await Promise.all([1, 2, 3].map(() => sealAudit(at, Number.POSITIVE_INFINITY)));
    const kept = await seals();
    expect(kept.map(({ day, lines }) => [day, lines])).toEqual([
      [last, 1],
      [third, 2],
      [empty, 0],
      [first, 3],
    ]);
    expect(kept.map(({ previous }) => previous)).toEqual([...kept.slice(1).map(({ digest }) => digest), null]);
    expect(await Promise.all(days.map(intact))).toEqual([true, true, true, true]);
    await sealAudit(at, Number.POSITIVE_INFINITY);
    expect(await seals()).toEqual(kept);
  });

  it("is not sealed before an hour after its end, nor when the time is up", async () => {
    expect(lastOver(Date.parse("2026-03-02T00:59:59Z"))).toBe("2026-02-28");
    expect(lastOver(Date.parse("2026-03-02T01:00:00Z"))).toBe("2026-03-01");
    const before = await seals();
    await sealAudit(at + 48 * hourMs, now() - 1);
    expect(await seals()).toEqual(before);
    expect((await admin("GET", `/audit/seals/${daysAfter(last, 1)}`)).status).toBe(404);
    expect((await admin("GET", "/audit/seals/yesterday")).status).toBe(422);
  });

  it("is told from what it was when a line is changed, added or taken away, and from the days that go on from it", async () => {
    const [one] = await linesOf(first);
    if (!one) throw new Error("the day has no lines");
    await write(put({ ...one, subject: "C99999999" }));
    expect(await Promise.all(days.map(intact))).toEqual([false, true, true, true]);
    await write(remove({ pk: one.pk, sk: one.sk }));
    expect(await intact(first)).toBe(false);
    await write(put(one));
    expect(await intact(first)).toBe(true);
    await addLine(empty, "C10000007");
    expect(await intact(empty)).toBe(false);
  });

  it("cannot be sealed anew unseen: the day behind it does not go on from another digest", async () => {
    const sealed = (await seals()).find(({ day }) => day === empty);
    if (!sealed) throw new Error("the day has no seal");
    const { found } = (await admin("GET", `/audit/seals/${empty}`)).body;
    await write(put({ ...keys.auditSeal(empty), ...sealed, ...found }));
    expect(await Promise.all(days.map(intact))).toEqual([true, true, false, true]);
  });
});
