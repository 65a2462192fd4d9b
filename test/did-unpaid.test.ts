import { beforeAll, describe, expect, it } from "vitest";
import { getDid } from "../functions/dids/did.store.ts";
import { now } from "../functions/platform/clock.ts";
import { uniqueIp } from "./support/addresses.ts";
import { uniqueName } from "./support/api.ts";
import { anOperator, type Operator } from "./support/charging.ts";
import { later } from "./support/clock.ts";
import { findingsOf, numbersOf, restOfMonth, run, today } from "./support/dids.ts";
import { dayMs } from "./support/invoicing.ts";
import { aReseller, itsCustomer } from "./support/resellers.ts";
import { aSwitchboard, type Switchboard } from "./switch/switchboard.ts";

let operator: Operator;
let board: Switchboard;
let dids: ReturnType<typeof numbersOf>;
beforeAll(async () => {
  [operator, board] = [await anOperator(), await aSwitchboard()];
  dids = numbersOf(operator);
});

describe("rent that balance and credit do not cover", () => {
  const day = <T>(n: number, work: () => Promise<T>) => later(n * dayMs, work);
  const mailsOf = async (account: string) =>
    (await operator.admin("GET", `/customers/${account}/mails`)).body.items
      .map(({ kind }: { kind: string }) => kind)
      .reverse();
  const reasonsOf = async (number: string) => (await operator.admin("GET", `/dids/${number}`)).body.rent?.standing;

  it("is not booked: after its grace callers are refused, and at last the number is in stock again, each with a reason and a mail", async () => {
    const account = await operator.newAccount({ email: "a@example.net" });
    const device = (
      await operator.admin("POST", `/customers/${account}/sip-devices`, {
        login: uniqueName(),
        extension: "201",
        maxCallSessions: 5,
        callSessionsPerSecond: 5,
      })
    ).body;
    const { number, rent } = await dids.added({
      account,
      ringsAt: device.id,
      monthlyRent: "31",
      cancellationCharge: "9",
    });
    expect(rent).toMatchObject({ standing: "GRACE", unpaidSince: today() });
    const ip = uniqueIp();
    const vendor = (await operator.admin("POST", "/vendors", { name: uniqueName(), currency: "EUR" })).body;
    await operator.admin("POST", `/vendors/${vendor.id}/gateways`, {
      name: uniqueName(),
      host: "192.0.2.3",
      aliases: [ip],
    });
    const ask = async () => {
      const verdict = await board.ask({ source_ip: ip, cld: number });
      return verdict.verdict === "deny" ? verdict.reject.reason : "ALLOWED";
    };
    expect(await ask()).toBe("ALLOWED");
    await day(6, run);
    expect(await reasonsOf(number)).toBe("GRACE");
    await day(7, run);
    expect([await reasonsOf(number), await ask()]).toEqual(["SUSPENDED", "DID_SUSPENDED"]);
    await day(36, run);
    expect(await reasonsOf(number)).toBe("SUSPENDED");
    await day(37, run);
    await day(38, run);
    expect(await dids.shown(number)).toMatchObject({ account: null, rent: null, monthlyRent: "31" });
    expect(await operator.balance(account)).toBe("0");
    expect(await mailsOf(account)).toEqual(expect.arrayContaining(["DID_UNPAID", "DID_SUSPENDED", "DID_RELEASED"]));
    expect((await mailsOf(account)).filter((kind: string) => kind.startsWith("DID_"))).toHaveLength(3);
    const audits = (
      await Promise.all(
        [0, 7, 37].map(async (n) => {
          const on = new Date(now() + n * dayMs).toISOString().slice(0, 10);
          return (await operator.admin("GET", `/audit?account=${account}&day=${on}`)).body.items;
        }),
      )
    )
      .flat()
      .filter(({ action }: { action: string }) => action.startsWith("did."))
      .map((one: { action: string; after: { reason?: string } }) => [one.action, one.after?.reason]);
    expect(audits).toEqual(
      expect.arrayContaining([
        ["did.unpaid", "RENT_UNPAID"],
        ["did.suspend", "RENT_SUSPENDED"],
        ["did.release", "RENT_RELEASED"],
      ]),
    );
  });

  it("is booked by the next run after a payment, and callers are let through again", async () => {
    const account = await operator.newAccount();
    const { number } = await dids.added({ account, monthlyRent: "31" });
    await day(7, run);
    expect((await getDid(number))?.rent).toMatchObject({ isSuspended: true });
    await dids.pay(account, "100");
    await day(8, run);
    expect((await getDid(number))?.rent).toMatchObject({ isSuspended: false, unpaidSince: null });
    // Where a month ended in these days, its rent is due by now, too.
    expect((await dids.linesOf(account))[0]).toEqual(["DID_RENT", restOfMonth()]);
    expect(await findingsOf(account)).toEqual([]);
  });

  it("counts as covered by credit, and waits where a reseller above has too little", async () => {
    const account = await operator.newAccount({ billingType: "POSTPAID", maxCreditLimit: "50", creditLimit: "50" });
    expect((await dids.added({ account, setupCharge: "20" })).rent.standing).toBe("PAID");
    expect(await operator.balance(account)).toBe("-20");
    const seller = await aReseller(operator.admin, operator.tariff, { creditLimit: "15" });
    const { account: below } = await itsCustomer(seller, {
      billingType: "POSTPAID",
      maxCreditLimit: "10",
      creditLimit: "10",
    });
    const { number } = await dids.added({ account: below, setupCharge: "10" });
    expect(await operator.balance(seller.account)).toBe("-10");
    const next = await dids.added({ account: below, setupCharge: "0.5" });
    expect(next.rent.standing).toBe("GRACE");
    expect((await dids.shown(number)).rent.standing).toBe("PAID");
  });
});
