import { hoursOf } from "../analysis/owner-cells.flow.ts";
import { quarterMs, type TrafficCell } from "../analysis/traffic-cell.ts";
import { lastFold } from "../analysis/traffic-day.store.ts";
import { operator, upFrom } from "../auth/access.ts";
import { getCustomers } from "../customers/customer.store.ts";
import { convert } from "../exchange-rates/convert.ts";
import { fxBookFor } from "../exchange-rates/exchange-rate.flow.ts";
import { currencyExponent, fixedDecimalOf, nanoOf } from "../money/money.ts";
import { isoDay } from "../platform/clock.ts";
import { getSettings } from "../settings/settings.store.ts";
import { counted } from "../time/counted.ts";
import { daysAfter } from "../time/day.ts";
import { getVendors } from "../vendors/vendor.store.ts";
import type { Cause, Found } from "./alert.ts";
import { type Answers, asrDrops, asrPercent, type Fallen, hoursLooked, type Loss, lossesOf } from "./traffic-causes.ts";

/** What of the traffic is wrong now, out of days that were added up: nine of them at most, and never a call. */

const percentText = (answers: Answers): string => asrPercent(answers).toFixed(1);

async function cellsOfDays(first: string, last: string): Promise<TrafficCell[]> {
  const days: TrafficCell[][] = [];
  for (let date = first; date <= last; date = daysAfter(date, 1)) days.push(await hoursOf(operator, date));
  return days.flat();
}

const dayOfQuarter = (quarter: number): string => isoDay(quarter * quarterMs);

/** Whose ASR fell; nothing is looked at as long as nothing was counted since the alerts were raised. */
async function fallen(): Promise<{ fallen: Fallen[]; hours: number }> {
  const [settings, fold] = await Promise.all([getSettings(), lastFold()]);
  const { asrDropPoints: points, asrDropHours: hours, asrDropAttempts: attempts } = settings;
  if (points === null || !fold?.through) return { fallen: [], hours };
  const upTo = Math.floor(fold.through / quarterMs);
  const { weekFrom, until } = hoursLooked(upTo, hours);
  const cells = await cellsOfDays(dayOfQuarter(weekFrom), dayOfQuarter(until - 1));
  return { fallen: asrDrops(cells, upTo, { points, hours, attempts }), hours };
}

/** The ASR of all calls, of accounts and of vendors. */
export async function asrFallen(): Promise<Found[]> {
  const { fallen: all, hours } = await fallen();
  const of = (kind: string) => all.filter(({ subject }) => subject.startsWith(`${kind}#`));
  const idOf = ({ subject }: Fallen): string => subject.slice(subject.indexOf("#") + 1);
  const [customers, vendors] = await Promise.all([
    getCustomers(of("account").map(idOf)),
    getVendors(of("vendor").map(idOf)),
  ]);
  const says = (who: string, { lately, usually }: Fallen): string =>
    `${who}: ASR ${percentText(lately)} % of ${counted(lately.attempts, "call")} in the last ${hours === 1 ? "counted hour" : `${hours} counted hours`}, ${percentText(usually)} % in the seven days before.`;
  const whole = all
    .filter(({ subject }) => subject === "ALL")
    .map((one): Cause => {
      const text = says("All calls", one);
      return { subject: "ALL", account: null, chain: [], text, page: "/analysis?by=cause" };
    });
  const ofAccounts = of("account").flatMap((one): Cause[] => {
    const customer = customers.get(idOf(one));
    if (!customer) return [];
    const { account, company } = customer;
    const page = `/customers/${account}/analysis?by=cause`;
    return [{ subject: one.subject, account, chain: upFrom(customer), text: says(company, one), page }];
  });
  const ofVendors = of("vendor").map((one): Cause => {
    const [id, page] = [idOf(one), `/analysis?by=cause&vendor=${idOf(one)}`];
    return { subject: id, account: null, chain: [], text: says(vendors.get(id)?.name ?? id, one), page };
  });
  return [
    { kind: "ASR_DROP", causes: [...whole, ...ofAccounts], isWhole: true },
    { kind: "VENDOR_ASR_DROP", causes: ofVendors, isWhole: true },
  ];
}

/** Days that are looked at for losses, today among them: calls of yesterday are counted still. */
const lossDays = 2;

/** The losses of a day that are large enough; where an amount cannot be converted, its calls alone decide. */
async function lossesOn(date: string, at: number): Promise<Loss[]> {
  const { lossAlertAmount, lossAlertCalls, baseCurrency } = await getSettings();
  if (lossAlertAmount === null) return [];
  const losses = lossesOf(await hoursOf(operator, date)).filter(({ calls }) => calls >= lossAlertCalls);
  const book = await fxBookFor([baseCurrency, ...losses.map(({ currency }) => currency)], [at]);
  return losses.filter(({ amount, currency }) => {
    const worth = convert(amount, { from: currency, to: baseCurrency }, at, book);
    return worth.kind === "NO_FX" || worth.amount >= nanoOf(lossAlertAmount);
  });
}

/** Customers whose calls of a day cost more than they brought: those calls that did, whatever others brought. */
export async function losing(at: number): Promise<Found[]> {
  const causes: Cause[] = [];
  for (let back = 0; back < lossDays; back++) {
    const date = daysAfter(isoDay(at), -back);
    const losses = await lossesOn(date, at);
    const customers = await getCustomers(losses.map(({ account }) => account));
    for (const { account, calls, amount, currency } of losses) {
      const customer = customers.get(account);
      if (!customer || customer.customerType === "DEMO") continue;
      const money = `${fixedDecimalOf(amount, currencyExponent(currency))} ${currency}`;
      const text = `${customer.company}: ${counted(calls, "call")} of ${date} cost ${money} more than ${calls === 1 ? "it" : "they"} brought.`;
      const page = `/customers/${account}/analysis?by=destination&from=${date}&to=${date}`;
      causes.push({ subject: `${account}#${date}`, account, chain: upFrom(customer), text, page });
    }
  }
  return [{ kind: "LOSS_CALLS", causes, isWhole: true }];
}
