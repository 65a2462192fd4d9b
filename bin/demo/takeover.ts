import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import { isoDay, isoInstant } from "../../functions/platform/clock.ts";
import { dayMs } from "../../functions/time/day.ts";
import { seededRandom } from "./calls.ts";
import type { ListPage, OperatorApi } from "./operator-api.ts";

/** A customer of the sheet with what it brought along from an OV500: old calls, an invoice that is not paid, what it owed. */

const origin = "ov500";
const there = { username: "pampasvoz", id: "10002" };
/** Owed there: what is open of the invoice, and calls since. */
const owed = { invoice: { net: "86.4", tax: "18.144", paid: "20" }, balance: "112.3625" };

const destinations = [
  { prefix: "54", destination: "Argentina", price: "0.021" },
  { prefix: "5411", destination: "Buenos Aires", price: "0.014" },
  { prefix: "55", destination: "Brazil", price: "0.032" },
] as const;

/** At four decimals, what is less taken off. */
const chargeOf = (seconds: number, price: string): string =>
  decimalOf(((nanoOf(price) * BigInt(seconds)) / 60n / 100_000n) * 100_000n);

/** Three weeks of calls that end a week before the demo's own begin. */
function callsBefore(begun: number) {
  const random = seededRandom(10_002);
  return Array.from({ length: 60 }, (_, n) => {
    const { prefix, destination, price } = destinations[Math.floor(random() * destinations.length)] ?? destinations[0];
    const setupMs = begun - 14 * dayMs - Math.floor(random() * 21 * dayMs);
    const seconds = random() < 0.2 ? 0 : 15 + Math.floor(random() * 600);
    const billedSeconds = Math.ceil(seconds / 6) * 6;
    const answeredMs = setupMs + 5000;
    return {
      ...{ id: `pv-${n}`, direction: "OUT", setupAt: isoInstant(setupMs), prefix, destination },
      answeredAt: seconds > 0 ? isoInstant(answeredMs) : null,
      endedAt: isoInstant(answeredMs + seconds * 1000),
      ...{ cli: "541143210000", cld: `${prefix}${10_000_000 + Math.floor(random() * 89_999_999)}` },
      ...{ durationSeconds: seconds, billedSeconds, charge: chargeOf(billedSeconds, price) },
      ...{ sipCode: seconds > 0 ? 200 : 480, disconnectCause: seconds > 0 ? 16 : 18 },
    };
  });
}

/** Each step finds what an earlier start made. */
export async function setUpTakeover(api: OperatorApi, begun: number): Promise<void> {
  const { items } = await api.get<ListPage<{ account: string; username: string }>>("/customers?limit=200");
  const account = items.find(({ username }) => username === there.username)?.account;
  if (!account) return;
  const path = `/customers/${account}`;
  await api.post(`${path}/takeover/calls`, { origin, calls: callsBefore(begun) });
  const day = (before: number) => isoDay(begun - before * dayMs);
  await api.post(`${path}/takeover/invoices`, {
    ...{ origin, number: "OV-10002-7", issuedOn: day(14), dueOn: day(-16), ...owed.invoice },
    ...{ periodFrom: day(44), periodTo: day(15) },
  });
  const reference = `Opening balance, ${origin} ${there.id}`;
  const entry = { kind: "CREDIT_REDUCE", amount: owed.balance, method: "TAKEOVER", reference };
  await api.post(`${path}/payments`, entry, `takeover ${origin} opening ${there.id}`);
}
