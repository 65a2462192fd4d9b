import type { Context } from "aws-lambda";
import { handler } from "../../functions/handlers/compare-calls.ts";
import type { Caller } from "../support/api.ts";

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
