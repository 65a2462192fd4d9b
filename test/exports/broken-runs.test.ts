import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { exportFile, getExport } from "../../functions/exports/export.store.ts";
import { asOf, type StoredExport } from "../../functions/exports/export.ts";
import { replaceClock } from "../../functions/platform/clock.ts";
import { FileSink } from "../../functions/platform/file-sink.ts";
import { fileExists, fileFacts, getFile } from "../../functions/platform/files.ts";
import { replaceSend, type TableCommand } from "../../functions/platform/table.ts";
import { type Caller, send, staff, uniqueName } from "../support/api.ts";
import { aCustomer, aTariff } from "../support/customers.ts";
import { begun, tellOfExport } from "./world.ts";

let api: Caller;
const word = `Brk${uniqueName()}`;
const asked = { kind: "customers", format: "csv", filter: { company: word } };

beforeAll(async () => {
  api = await staff();
  await aCustomer(api, await aTariff(api), { company: word });
});

const readsList = (command: TableCommand): boolean =>
  command instanceof QueryCommand && JSON.stringify(command.input).includes("LIST#");

/** Runs the job while something happens at its first look at the list. */
async function runWith(id: string, event: () => Promise<void> | void, only = readsList): Promise<unknown> {
  let gone = false;
  const undo = replaceSend((inner) => async (command) => {
    if (!gone && only(command)) {
      gone = true;
      await event();
    }
    return inner(command);
  });
  return tellOfExport(id)
    .then(
      () => undefined,
      (error: unknown) => error,
    )
    .finally(undo);
}

const isGone = () => {
  throw new Error("the table is away");
};

const stateOf = async (id: string) => (await api("GET", `/exports/${id}`)).body;
const hasFile = async (id: string) => {
  const job = await getExport(id);
  return job !== undefined && fileExists(exportFile(job));
};

describe("a run", () => {
  it("that fails in the middle comes again, and the second one writes the file", async () => {
    const id = await begun(api, asked);
    expect(await runWith(id, isGone)).toBeInstanceOf(Error);
    expect(await stateOf(id)).toMatchObject({ status: "queued", url: null });
    expect(await hasFile(id)).toBe(false);
    await tellOfExport(id);
    expect(await stateOf(id)).toMatchObject({ status: "done", rows: 1 });
  });

  it("that fails a third time ends as failed, without a file", async () => {
    const id = await begun(api, asked);
    for (let run = 0; run < 3; run++) await runWith(id, isGone);
    expect(await stateOf(id)).toMatchObject({ status: "failed", url: null, failure: { reason: "INTERNAL" } });
    expect(await hasFile(id)).toBe(false);
    await tellOfExport(id);
    expect((await stateOf(id)).status).toBe("failed");
  });

  it("that is killed is taken over once its lease has run out", async () => {
    const id = await begun(api, asked);
    let isDead = false;
    const undo = replaceSend((inner) => (command) => {
      isDead ||= readsList(command);
      if (isDead) throw new Error("the process is gone");
      return inner(command);
    });
    await tellOfExport(id)
      .catch(() => undefined)
      .finally(undo);
    expect(await stateOf(id)).toMatchObject({ status: "running", url: null });
    const later = replaceClock(() => Date.now() + 61_000);
    await tellOfExport(id).finally(later);
    expect(await stateOf(id)).toMatchObject({ status: "done", rows: 1 });
  });

  const stateAfter = (id: string, minutes: number) => {
    const undo = replaceClock(() => Date.now() + minutes * 60_000);
    return stateOf(id).finally(undo);
  };

  it("that nobody takes over shows as interrupted after ten minutes", async () => {
    const id = await begun(api, asked);
    await runWith(id, async () => {
      expect(await stateAfter(id, 9)).toMatchObject({ status: "running" });
      expect(await stateAfter(id, 12)).toMatchObject({ status: "failed", failure: { reason: "INTERRUPTED" } });
    });
    expect(await stateOf(id)).toMatchObject({ status: "done" });
  });

  it("that waits for others is queued until no start of it can come any more", async () => {
    const id = await begun(api, asked);
    expect(await stateAfter(id, 11)).toMatchObject({ status: "queued", failure: null });
    const job = (await getExport(id)) as StoredExport;
    const standsAfter = (minutes: number) => asOf(job, Date.now() + minutes * 60_000);
    expect(standsAfter(359)).toMatchObject({ status: "queued", failure: null });
    expect(standsAfter(361)).toMatchObject({ status: "failed", failure: { reason: "INTERRUPTED" } });
  });

  it("that is cancelled while it runs stops and leaves no file", async () => {
    const id = await begun(api, asked);
    await runWith(id, async () => {
      expect((await api("POST", `/exports/${id}/cancel`, {})).body.status).toBe("cancelled");
    });
    expect(await stateOf(id)).toMatchObject({ status: "cancelled", url: null });
    expect(await hasFile(id)).toBe(false);
  });

  it("for a key that was revoked meanwhile reads nothing", async () => {
    const key = (await api("POST", "/api-keys", { name: "Exports", scopes: ["customers:read"] })).body;
    const headers = { authorization: `Bearer ${key.secret}` };
    const { id } = (await send("POST", "/api/v1/exports", asked, { headers })).body;
    expect((await api("DELETE", `/api-keys/${key.id}`)).status).toBeLessThan(300);
    await tellOfExport(id);
    expect(await getExport(id)).toMatchObject({ status: "failed", rows: 0, failure: { reason: "NO_LONGER_ALLOWED" } });
    expect(await hasFile(id)).toBe(false);
  });
});

describe("a file that is written in parts", () => {
  const address = () => ({ bucket: "files" as const, key: `exports/test/${crypto.randomUUID()}` });
  const pieces = Array.from({ length: 20 }, (_, at) => Buffer.alloc(1_000_003, at));

  it("is whole once it is closed, and not there before", async () => {
    const place = address();
    const sink = new FileSink(place, "text/plain");
    for (const piece of pieces) await sink.write(piece);
    expect(await fileExists(place)).toBe(false);
    await sink.close();
    expect((await fileFacts(place))?.bytes).toBe(sink.bytes);
    expect(Buffer.compare((await getFile(place)) ?? Buffer.alloc(0), Buffer.concat(pieces))).toBe(0);
  });

  it("is not there at all when it is given up, and giving up twice is no fault", async () => {
    const place = address();
    const sink = new FileSink(place, "text/plain");
    for (const piece of pieces) await sink.write(piece);
    await sink.abort();
    await sink.abort();
    await expect(sink.close()).rejects.toThrow();
    expect(await fileExists(place)).toBe(false);
  });
});
