import type { Context } from "aws-lambda";
import { handler } from "../../functions/handlers/run-exports.ts";
import type { Caller } from "../support/api.ts";

/** What EventBridge tells when an export was asked for, once more for each call. */
export const tellOfExport = (id: string, msLeft = 900_000): Promise<void> =>
  handler(
    { detail: { object: { key: `export-requests/${id}` } } } as Parameters<typeof handler>[0],
    { awsRequestId: crypto.randomUUID(), getRemainingTimeInMillis: () => msLeft } as Context,
  );

export async function begun(api: Caller, asked: object): Promise<string> {
  const reply = await api("POST", "/exports", asked);
  if (reply.status !== 202) throw new Error(JSON.stringify(reply.body));
  return reply.body.id;
}

/** Asks for an export, has it run and gives the job with the downloaded file. */
export async function exported(api: Caller, asked: object) {
  const id = await begun(api, asked);
  await tellOfExport(id);
  const job = (await api("GET", `/exports/${id}`)).body;
  if (job.url === null) return { job, file: undefined, headers: undefined };
  const reply = await fetch(job.url);
  return { job, file: Buffer.from(await reply.arrayBuffer()), headers: reply.headers };
}

/** The cells of a CSV file, the header line among them. */
export async function cellsOf(file: Buffer | undefined): Promise<string[][]> {
  const { parse } = await import("csv-parse/sync");
  return parse(file ?? Buffer.alloc(0), { bom: true });
}
