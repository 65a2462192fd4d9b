import type { Context } from "aws-lambda";
import { handler } from "../../functions/handlers/compare-calls.ts";
import type { Caller } from "../support/api.ts";
import { aBatch, aCallOf, type Operator, rate } from "../support/charging.ts";

/** A whole minute, some hours ago. */
export const base = Math.floor(Date.now() / 60_000) * 60_000 - 6 * 3_600_000;
export const iso = (ms: number) => new Date(ms).toISOString();
export const period = { from: iso(base - 3_600_000), to: iso(base + 3 * 3_600_000) };
/** As a file writes it, by a clock that is so many minutes ahead. */
export const stamp = (ms: number, ahead = 0) =>
  iso(ms + ahead * 60_000)
    .slice(0, 19)
    .replace("T", " ");

export const numbers = Array.from({ length: 10 }, (_, i) => `44207123450${i}`);

/** Calls a minute apart, each of a minute (0.06), to the numbers; their setups. */
export async function callsTo({ source }: Operator, account: string, called: readonly string[], over: object = {}) {
  const setups = called.map((_, i) => base + i * 60_000);
  const cdrs = called.map((cldReceived, i) =>
    aCallOf(account, source, { cldReceived, setupMs: setups[i] ?? base, ...over }),
  );
  await rate(aBatch(source, cdrs));
  return setups;
}

/** What EventBridge tells when a file has arrived, once more for each call. */
export const tellOfFile = (id: string, msLeft = 900_000): Promise<void> =>
  handler(
    { detail: { object: { key: `comparisons/${id}` } } } as Parameters<typeof handler>[0],
    { awsRequestId: crypto.randomUUID(), getRemainingTimeInMillis: () => msLeft } as Context,
  );

/** Begins a comparison; nothing is sent yet. */
export async function begun(api: Caller, asked: object) {
  const reply = await api("POST", "/comparisons", { fileName: "theirs.csv", ...asked });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body as { id: string; url: string };
}

export const readComparison = async (api: Caller, id: string) => (await api("GET", `/comparisons/${id}`)).body;

export async function sent(url: string, file: string | Uint8Array): Promise<void> {
  const reply = await fetch(url, { method: "PUT", body: file as BodyInit });
  if (!reply.ok) throw new Error(await reply.text());
}

/** Begins a comparison with a file as a browser would, and runs it. */
export async function comparedFile(api: Caller, asked: object, file: string | Uint8Array) {
  const { id, url } = await begun(api, asked);
  await sent(url, file);
  await tellOfFile(id);
  return { id, url, job: await readComparison(api, id) };
}

/** Every call that differs, page by page. */
export async function differencesOf(api: Caller, id: string, query = "", limit = 3) {
  const all = [];
  for (let cursor = ""; ; ) {
    const page = await api("GET", `/comparisons/${id}/calls?limit=${limit}${query}${cursor}`);
    if (page.status !== 200) throw new Error(JSON.stringify(page.body));
    all.push(...page.body.items);
    if (page.body.nextCursor === null) return all;
    cursor = `&cursor=${encodeURIComponent(page.body.nextCursor)}`;
  }
}

export const linesOf = async (api: Caller, id: string) =>
  (await api("GET", `/comparisons/${id}/destinations`)).body.items;
