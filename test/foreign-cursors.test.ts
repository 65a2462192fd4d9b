import { beforeAll, describe, expect, it } from "vitest";
import { anOperator, type Operator } from "./support/charging.ts";

let operator: Operator;
let account: string;
beforeAll(async () => {
  operator = await anOperator();
  account = await operator.newAccount();
});

/** What a list of something else gave out. */
const foreign = Buffer.from(JSON.stringify({ pk: "X#1", sk: "Y" })).toString("base64url");
const day = "2026-10-20";
const period = "from=2026-10-01T00:00:00Z&to=2026-11-01T00:00:00Z";

const lists: [string, (cursor: string) => string][] = [
  ["a customer's calls", (cursor) => `/customers/${account}/calls?${period}&cursor=${cursor}`],
  ["their sums", (cursor) => `/customers/${account}/calls/totals?${period}&cursor=${cursor}`],
  ["the calls of a source's day", (cursor) => `/cdr-sources/${operator.source}/calls?day=${day}&cursor=${cursor}`],
  ["calls that are up", (cursor) => `/live-calls?cursor=${cursor}`],
  ["what waits", (cursor) => `/suspense?source=${operator.source}&cursor=${cursor}`],
];

describe("a cursor that another list gave out", () => {
  it.each(lists)("is refused by the list of %s", async (_, path) => {
    const refused = await operator.admin("GET", path(foreign));
    expect([refused.status, refused.body.error?.code]).toEqual([400, "bad_request"]);
    expect((await operator.admin("GET", path(""))).status).toBe(200);
  });

  it.each(["retry", "write-off", "take-back"])("is refused by %s of what waits", async (act) => {
    const note = act === "write-off" ? { note: "Not ours" } : {};
    const refused = await operator.admin("POST", `/suspense/${act}`, {
      ...{ source: operator.source, cursor: foreign },
      ...note,
    });
    expect([refused.status, refused.body.error?.code]).toEqual([400, "bad_request"]);
  });
});
