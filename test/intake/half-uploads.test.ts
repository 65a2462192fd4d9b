import { beforeAll, describe, expect, it } from "vitest";
import type { CdrBatch } from "../../functions/cdrs/cdr.ts";
import { lanedBatches } from "../../functions/intake/lane.flow.ts";
import { outcomesOf } from "../../functions/intake/normalise.ts";
import type { CdrSource } from "../../functions/intake/source.ts";
import { makeUpload } from "../../functions/intake/upload.flow.ts";
import { beginReading, getUpload, noteReading } from "../../functions/intake/upload.store.ts";
import { firstPart } from "../../functions/intake/upload-part.ts";
import { uniqueName } from "../support/api.ts";
import { anOperator, type Operator, rate } from "../support/charging.ts";
import { addedSource } from "./world.ts";

let operator: Operator;
let source: CdrSource;
beforeAll(async () => {
  operator = await anOperator();
  source = await addedSource({ format: "kamailio-acc", customerBy: "account" });
});

const startS = Math.floor(Date.now() / 1000) - 3600;
const office = { id: "usr_TEST", kind: "admin" as const, permissions: [] };

const line = (method: string, at: number, callId: string, account: string) =>
  `ACC: transaction answered: timestamp=${at};method=${method};from_tag=a;to_tag=b;call_id=${callId};code=200;reason=OK;account=${account};dst_user=44123\n`;
/** The halves of calls of a minute: all INVITEs, and all BYEs, in which the proxy names no account. */
function callsOf(account: string, count: number): { invites: string; byes: string } {
  const ids = Array.from({ length: count }, () => uniqueName());
  const of = (method: string, at: number, named: string) => ids.map((id) => line(method, at, id, named)).join("");
  return { invites: of("INVITE", startS, account), byes: of("BYE", startS + 60, "") };
}

/** A file that was read, as the pieces that its reader held at once; the batches of each piece. */
async function uploaded(...pieces: string[]): Promise<{ id: string; batches: CdrBatch[][]; lanes: string[] }> {
  const { id } = await makeUpload(source, "acc.log", office, Date.now());
  const upload = await getUpload(id);
  if (!upload) throw new Error("no upload");
  const read = { ...upload, attempt: 1 };
  await beginReading(upload, read);
  const batches: CdrBatch[][] = [];
  const lanes: string[] = [];
  const delivery = { source: source.id, delivery: id, upload: id };
  let before = "";
  for (const piece of pieces) {
    const from = before.split("\n").length - 1;
    before += piece;
    const outcomes = outcomesOf(before, source, Date.now()).filter(({ line: at }) => at > from);
    const part = firstPart(1) + batches.flat().length;
    const laned = await lanedBatches(outcomes, source, delivery, { atMs: Date.now(), part });
    lanes.push(...laned.map(({ lane }) => lane));
    batches.push(laned.map(({ batch }) => batch));
  }
  await noteReading({ ...read, parts: batches.flat().length });
  return { id, batches, lanes };
}

const shown = async (id: string) => {
  const { accepted, duplicates, parked, joined, reasons, status } = (await operator.admin("GET", `/cdr-uploads/${id}`))
    .body;
  return { accepted, duplicates, parked, joined, reasons, status };
};
const done = { status: "done", accepted: 0, duplicates: 0, parked: 0, joined: 0, reasons: {} };

describe("a file with the halves of calls", () => {
  it("counts calls, not halves, and counts the same when it is rated again or sent again", async () => {
    const account = await operator.newAccount();
    const { invites, byes } = callsOf(account, 700);
    const { id, batches, lanes } = await uploaded(invites + byes);
    expect([batches.flat().length, new Set(lanes).size]).toEqual([2, 1]);
    for (let times = 0; times < 2; times++) expect(await rate(...batches.flat())).toEqual([]);
    expect(await shown(id)).toEqual({ ...done, accepted: 700 });
    const again = await uploaded(byes + invites);
    expect(await rate(...again.batches.flat())).toEqual([]);
    expect(await shown(again.id)).toEqual({ ...done, duplicates: 700 });
    expect(await operator.balance(account)).toBe("-42");
  });

  it("whose halves the reader did not hold at once counts them as calls too, in whatever order they are rated", async () => {
    for (const order of [
      [0, 1, 0, 1],
      [1, 0, 1],
    ]) {
      const account = await operator.newAccount();
      const { invites, byes } = callsOf(account, 20);
      const { id, batches } = await uploaded(invites, byes);
      for (const piece of order) expect(await rate(...(batches[piece] ?? []))).toEqual([]);
      expect(await shown(id)).toEqual({ ...done, accepted: 20, joined: 20 });
      expect(await shown(id)).toEqual({ ...done, accepted: 20, joined: 20 });
      expect(await operator.balance(account)).toBe("-1.2");
    }
  });

  it("sends the halves of a call that it does not hold at once through one lane", async () => {
    const { invites, byes } = callsOf(await operator.newAccount(), 1);
    const { lanes } = await uploaded(invites, byes);
    expect([lanes.length, new Set(lanes).size]).toEqual([2, 1]);
  });

  it("counts a call where its INVITE came, and says of the file with its BYE that it is joined", async () => {
    const account = await operator.newAccount();
    const { invites, byes } = callsOf(account, 3);
    const [first, second] = [await uploaded(invites), await uploaded(byes)];
    expect(await rate(...first.batches.flat())).toEqual([]);
    const waiting = { ...done, parked: 3, reasons: { WAITING_FOR_BYE: 3 } };
    expect(await shown(first.id)).toEqual(waiting);
    expect(await rate(...second.batches.flat())).toEqual([]);
    expect(await shown(first.id)).toEqual({ ...done, accepted: 3 });
    expect(await shown(second.id)).toEqual({ ...done, joined: 3 });
    expect(await operator.balance(account)).toBe("-0.18");
  });
});
