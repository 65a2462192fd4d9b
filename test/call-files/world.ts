import type { Context } from "aws-lambda";
import { dayBegin } from "../../functions/call-files/day-span.ts";
import { handler } from "../../functions/handlers/run-exports.ts";
import { now, replaceClock } from "../../functions/platform/clock.ts";
import { aBatch, aCallOf, type Operator, rate } from "../support/charging.ts";

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

export const zone = "Asia/Kathmandu";
/** The beginning of the first day of which there are files: long enough ago that two more days are over as well. */
export const firstDay = dayBegin(zone, now() - 5 * dayMs);

/** Runs with the clock standing at an instant. */
export async function standingAt<T>(atMs: number, work: () => Promise<T>): Promise<T> {
  const back = replaceClock(() => atMs);
  try {
    return await work();
  } finally {
    back();
  }
}

const context = { awsRequestId: "test", getRemainingTimeInMillis: () => 900_000 } as Context;

/** The hourly run at an instant. */
export const runAt = (atMs: number): Promise<void> =>
  standingAt(atMs, () => handler({} as Parameters<typeof handler>[0], context));

/** What EventBridge tells when a file was asked for. */
export const tellOf = (account: string, id: string): Promise<void> =>
  handler(
    { detail: { object: { key: `export-requests/call-files/${account}/${id}` } } } as Parameters<typeof handler>[0],
    context,
  );

export const wanted = {
  ...{ active: true, timeZone: zone, delayHours: 2, lateDays: 3, format: "csv", gzip: false },
  ...{ columns: ["setupAt", "cld", "charge"], separator: "PIPE", decimalSeparator: ",", whenEmpty: "FILE" },
  ...{ dateFormat: "DD.MM.YYYY HH:mm:ss", keepDays: 30, emails: ["noc@acme.example"], webhookUrl: null },
};

/** A customer whose files begin with the first day. */
export async function aTaker(operator: Operator, over: object = {}): Promise<string> {
  const account = await operator.newAccount({ creditLimit: "100", maxCreditLimit: "100" });
  await standingAt(firstDay + hourMs, () => set(operator, account, over));
  return account;
}

export async function set(operator: Operator, account: string, over: object = {}) {
  const reply = await operator.admin("PUT", `/customers/${account}/call-file-settings`, { ...wanted, ...over });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

/** Answered calls of a minute, set up at these instants. */
export async function callsAt(operator: Operator, account: string, instants: readonly number[]): Promise<void> {
  const calls = instants.map((setupMs) => aCallOf(account, operator.source, { setupMs }));
  if ((await rate(aBatch(operator.source, calls))).length > 0) throw new Error("calls were not posted");
}

export const filesOf = async (operator: Operator, account: string) =>
  (await operator.admin("GET", `/customers/${account}/call-files`)).body.items;

/** The bytes of a file, as whoever may read it fetches them. */
export async function bytesOf(operator: Operator, account: string, id: string): Promise<Buffer> {
  const reply = await operator.admin("GET", `/customers/${account}/call-files/${id}/file`);
  const found = await fetch(reply.headers.get("location") ?? "");
  return Buffer.from(await found.arrayBuffer());
}
