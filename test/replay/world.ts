import type { Context } from "aws-lambda";
import { handler as ingest } from "../../functions/handlers/ingest-file.ts";
import { handler as rateCdrs } from "../../functions/handlers/rate-cdrs.ts";
import { handler as runReplay } from "../../functions/handlers/run-replay.ts";
import { encodeBatch } from "../../functions/platform/stream.ts";
import { everythingFor, post } from "../intake/world.ts";
import type { Caller } from "../support/api.ts";

const contextOf = (msLeft = 900_000) =>
  ({ awsRequestId: crypto.randomUUID(), getRemainingTimeInMillis: () => msLeft }) as Context;

let sequence = 0;

/** Hands what the stream has of a source to the rating function, so many records at once. */
export async function rateStreamed(source: string, atOnce = 40): Promise<void> {
  const streamed = await everythingFor(source);
  for (let from = 0; from < streamed.length; from += atOnce) {
    const Records = streamed.slice(from, from + atOnce).map(({ batch }) => ({
      kinesis: {
        sequenceNumber: String(sequence++).padStart(10, "0"),
        data: Buffer.from(encodeBatch(batch)).toString("base64"),
        approximateArrivalTimestamp: Date.now() / 1000,
      },
    }));
    const { batchItemFailures } = await rateCdrs({ Records } as never, contextOf());
    if (batchItemFailures.length > 0) throw new Error("some records were not rated");
  }
}

/** Uploads a file and reads it to the stream. */
export async function uploaded(source: string, key: string, body: string): Promise<string> {
  const json = { "content-type": "application/json" };
  const asked = JSON.stringify({ source, fileName: "calls.txt" });
  const { id, url } = await (await post("/switch/v1/cdr-uploads", key, asked, json)).json();
  await fetch(url, { method: "PUT", body });
  await ingest({ detail: { object: { key: `cdr-uploads/${id}` } } }, contextOf());
  return id;
}

/** What EventBridge tells when a run was asked for, once more for each call. */
export const run = (id: string, msLeft?: number): Promise<void> =>
  runReplay({ detail: { object: { key: `replays/${id}` } } } as Parameters<typeof runReplay>[0], contextOf(msLeft));

export async function begun(admin: Caller, source: string, asked: object): Promise<string> {
  const { status, body } = await admin("POST", `/cdr-sources/${source}/replays`, asked);
  if (status !== 202) throw new Error(JSON.stringify(body));
  return body.id;
}

/** Tries a replay, then does it. @returns what the trial and what the replay said */
export async function replayed(admin: Caller, source: string, asked: object) {
  const id = await begun(admin, source, asked);
  await run(id);
  const trial = (await admin("GET", `/cdr-replays/${id}`)).body;
  await admin("POST", `/cdr-replays/${id}/apply`);
  await run(id);
  return { trial, done: (await admin("GET", `/cdr-replays/${id}`)).body };
}

/** How many wait for which reason. */
export const reasonsOf = (rows: readonly { reason: string }[]) => {
  const counts: Record<string, number> = {};
  for (const { reason } of rows) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
};
