import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler as ingest } from "../../functions/handlers/ingest-file.ts";
import { handler as rate } from "../../functions/handlers/rate-cdrs.ts";
import { app } from "../../functions/handlers/switch-api.ts";
import { balancesOf } from "../../functions/ledger/ledger.store.ts";
import { nanoOf } from "../../functions/money/money.ts";
import { now, replaceClock } from "../../functions/platform/clock.ts";
import { encodeBatch } from "../../functions/platform/stream.ts";
import { staff } from "../support/api.ts";
import { aCustomer, aTariff } from "../support/customers.ts";
import { sample, sampleDay } from "./samples.ts";
import { addedSource, post, type Streamed, streamedFor, switchKey } from "./world.ts";

let back: () => void;
beforeAll(() => {
  back = replaceClock(() => sampleDay);
});
afterAll(() => back());

const context = { awsRequestId: "test", getRemainingTimeInMillis: () => 900_000 } as never;

/** Hands what is on the stream to the rating function, as its event source does. */
async function rated(streamed: readonly Streamed[]) {
  const Records = streamed.map(({ lane, batch }, index) => ({
    kinesis: {
      sequenceNumber: String(index),
      partitionKey: lane,
      data: Buffer.from(encodeBatch(batch)).toString("base64"),
      approximateArrivalTimestamp: now() / 1000,
    },
  }));
  expect(await rate({ Records } as never, context)).toEqual({ batchItemFailures: [] });
}

async function upload(source: string, key: string, body: Buffer): Promise<string> {
  const json = { "content-type": "application/json" };
  const asked = JSON.stringify({ source, fileName: "cdrs.ndjson" });
  const { id, url } = await (await post("/switch/v1/cdr-uploads", key, asked, json)).json();
  await fetch(url, { method: "PUT", body: Buffer.from(body) });
  const object = { key: `cdr-uploads/${id}`, size: body.length, etag: id };
  await ingest({ detail: { object } }, context);
  return id;
}

describe("from a switch to the balance", () => {
  it("the same calls by request and then by file are charged once, and the file counts them as duplicates", async () => {
    const admin = await staff();
    const tariffId = await aTariff(admin);
    for (const prefix of ["33", "44"])
      expect(
        (
          await admin("POST", `/tariffs/${tariffId}/rates`, {
            prefix,
            destination: prefix,
            pricePerMinute: "0.06",
            effectiveFrom: "2026-01-01T00:00:00Z",
          })
        ).status,
      ).toBe(201);
    const source = await addedSource({ format: "kamailio-json" });
    const key = await switchKey([source.id]);
    const codes = ["C1001", "C1002"].map((code) => ({ source: source.id, code }));
    const { account } = await aCustomer(admin, tariffId, { switchAccounts: codes });

    await post(`/switch/v1/cdrs?source=${source.id}`, key, sample("kamailio_acc_json.ndjson"));
    const posted = await streamedFor(source.id);
    await rated(posted);
    // 62 + 60 + 1 + 1 + 1835 s at 0.001 a second; two calls are of the future.
    const charged = nanoOf("1.959");
    const balance = async () => (await balancesOf([account])).get(account)?.balance;
    expect(await balance()).toBe(-charged);

    const id = await upload(source.id, key, sample("kamailio_acc_json.ndjson"));
    const more = (await streamedFor(source.id)).filter(({ batch }) => batch.upload === id);
    await rated(more);
    await rated(more);
    const shown = await app.request(`/switch/v1/cdr-uploads/${id}`, { headers: { authorization: key } });
    expect(await shown.json()).toMatchObject({
      status: "done",
      lines: 12,
      accepted: 0,
      duplicates: 12, // ten were charged, and the two of the future wait since the request
      parked: 0,
      reasons: {},
    });
    expect(await balance()).toBe(-charged);
  });
});
