import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Verdict } from "../../functions/switch/call-request.ts";
import { isNight, prefixLimitOf } from "../../functions/switch/fraud-limits.ts";
import { aSwitchboard, type Switchboard } from "./switchboard.ts";

let board: Switchboard;
beforeAll(async () => {
  board = await aSwitchboard();
});
afterAll(async () => {
  await board.admin("PATCH", "/settings", { newCustomerDays: 0, newCustomerBlockedPrefixes: [] });
});

const reasonOf = (verdict: Verdict): string => (verdict.verdict === "deny" ? verdict.reject.reason : "ALLOWED");

it.each<[string | null, string, string, boolean, string]>([
  ["22:00-06:00", "Europe/Berlin", "2026-07-01T20:00:00Z", true, "22:00 in summer is the first minute"],
  ["22:00-06:00", "Europe/Berlin", "2026-01-01T20:59:59Z", false, "21:59 in winter is still day"],
  ["22:00-06:00", "Europe/Berlin", "2026-07-01T03:59:59Z", true, "05:59 belongs to it"],
  ["22:00-06:00", "Europe/Berlin", "2026-07-01T04:00:00Z", false, "06:00 no longer does"],
  ["00:00-05:30", "Asia/Kathmandu", "2026-07-01T18:15:00Z", true, "midnight at +5:45"],
  [null, "UTC", "2026-07-01T00:00:00Z", false, "no night is set"],
])("%s in %s at %s is night: %s, because %s", (hours, zone, at, night) => {
  expect(isNight(hours, zone, Date.parse(at))).toBe(night);
});

it("of prefixes with a limit the longest that the number begins with counts", () => {
  expect(prefixLimitOf(["44=10", "4477=2", "33=1"], "447700900123")).toEqual({ prefix: "4477", most: 2 });
  expect(prefixLimitOf(["44=10"], "33123")).toBeUndefined();
});

describe("a customer with fraud limits", () => {
  it("has so many calls at once to a prefix and no more, whoever asks at once; an end, a CDR and the sweep free them", async () => {
    const { account, ip } = await board.caller(
      { prefixCallLimits: ["4420=2"], maxCallMinutes: 1, callSessionsPerSecond: 100 },
      { pay: "100" },
    );
    const ask = (cld: string) => board.askUntilAnswered({ source_ip: ip, cld });
    const many = await Promise.all(Array.from({ length: 6 }, () => ask("442079460018")));
    expect(many.map(reasonOf).sort()).toEqual(["ALLOWED", "ALLOWED", ...Array(4).fill("PREFIX_LIMIT")]);
    expect(reasonOf(await ask("447700900123"))).toBe("ALLOWED");
    const ids = many.flatMap((one) => (one.verdict === "allow" ? [one.authorization_id] : []));
    await board.end(ids[0] ?? "");
    expect(reasonOf(await ask("442079460018"))).toBe("ALLOWED");
    expect(reasonOf(await ask("442079460018"))).toBe("PREFIX_LIMIT");
    await board.deliver(account, { authorizationId: ids[1] ?? "", billableMs: 1000 });
    expect(reasonOf(await ask("442079460018"))).toBe("ALLOWED");
    expect(reasonOf(await ask("442079460018"))).toBe("PREFIX_LIMIT");
    await board.sweepIn(3600);
    expect((await Promise.all([ask("442079460018"), ask("442079460018")])).map(reasonOf)).toEqual([
      "ALLOWED",
      "ALLOWED",
    ]);
  });

  it("has fewer and cheaper calls at night", async () => {
    const now = new Date();
    const hour = (shift: number) => `${String((now.getUTCHours() + shift + 24) % 24).padStart(2, "0")}:00`;
    const night = { timeZone: "UTC", nightHours: `${hour(-1)}-${hour(3)}` };
    const few = await board.caller({ ...night, nightMaxCallSessions: 1, maxCallMinutes: 1 }, { pay: "10" });
    const ask = (ip: string) => board.ask({ source_ip: ip, cld: "442079460018" });
    expect([reasonOf(await ask(few.ip)), reasonOf(await ask(few.ip))]).toEqual(["ALLOWED", "NIGHT_CALLS"]);
    const cheap = await board.caller({ ...night, nightMaxPricePerMinute: "0.05" }, { pay: "10" });
    expect(reasonOf(await ask(cheap.ip))).toBe("NIGHT_PRICE");
    const day = { ...night, nightHours: `${hour(4)}-${hour(8)}` };
    const awake = await board.caller({ ...day, nightMaxPricePerMinute: "0.05" }, { pay: "10" });
    expect(reasonOf(await ask(awake.ip))).toBe("ALLOWED");
  });

  it("calls no prefix in its first days that the operator keeps from new ones", async () => {
    const { account, ip } = await board.caller({}, { pay: "10" });
    const ask = () => board.ask({ source_ip: ip, cld: "44998877665" });
    const reply = await board.admin("PATCH", "/settings", {
      newCustomerDays: 7,
      newCustomerBlockedPrefixes: ["4499887"],
    });
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    expect(reasonOf(await ask())).toBe("NEW_CUSTOMER_PREFIX");
    const later = new Date(Date.now() + 8 * 86_400_000).toISOString();
    const tried = (at?: string) =>
      board.admin("POST", `/customers/${account}/simulate`, { cld: "44998877665", ...(at ? { at } : {}) });
    expect((await tried()).body.verdict).toMatchObject({ verdict: "deny", reject: { reason: "NEW_CUSTOMER_PREFIX" } });
    expect((await tried(later)).body.verdict.verdict).toBe("allow");
    await board.admin("PATCH", "/settings", { newCustomerDays: 0 });
    expect(reasonOf(await ask())).toBe("ALLOWED");
  });

  it("pays at most so much a minute and so much a day", async () => {
    const cheap = await board.caller({ maxPricePerMinute: "0.05" }, { pay: "10" });
    expect(reasonOf(await board.ask({ source_ip: cheap.ip, cld: "44998877665" }))).toBe("PRICE_TOO_HIGH");
    const frugal = await board.caller({ dailySpendCap: "0.1", maxCallMinutes: 1 }, { pay: "10" });
    const ask = () => board.ask({ source_ip: frugal.ip, cld: "44998877665" });
    expect([reasonOf(await ask()), reasonOf(await ask())]).toEqual(["ALLOWED", "SPEND_CAP"]);
  });
});
