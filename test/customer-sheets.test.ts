import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, staff } from "./support/api.ts";
import { madeSheet, type RowView, triedSheet } from "./support/customer-imports.ts";

const folder = "examples/customer-sheets";
const names = readdirSync(folder);

interface Example {
  because: string;
  import: { kind: string; layout?: object };
  expected: string[];
  made?: Record<string, object>;
}

const examples = names
  .filter((name) => /^expected-.*\.json$/.test(name))
  .sort()
  .map((name) => {
    const example = JSON.parse(readFileSync(join(folder, name), "utf8")) as Example;
    return { ...example, file: names.find((one) => one.startsWith(`${name.slice(9, 11)}-`)) ?? "" };
  });

let api: Caller;
beforeAll(async () => {
  api = await staff();
  for (const [name, currency] of [
    ["Retail A-Z USD", "USD"],
    ["Business A-Z EUR", "EUR"],
    ["Wholesale A-Z GBP", "GBP"],
  ])
    await api("POST", "/tariffs", { name, currency });
});

/** What the last sheet declared does not count for the next one here. */
const plain = { decimal: "AUTO", columns: {}, constants: {}, words: {} };

/** A row in a line that is read at a glance. */
const lineOf = ({ line, outcome, reason, name, faults }: RowView): string => {
  const paths = [...new Set(faults.map(({ path }) => path))].sort().join(", ");
  return [line, outcome, ...(reason ? [reason] : []), name].join(" ") + (paths ? `: ${paths}` : "");
};

describe("a sheet of customers or devices as other systems write it", () => {
  // The devices of the last two belong to the customers of the second.
  it.each(examples)(
    "$file is read as declared and then made: $because",
    async ({ file, expected, made, ...example }) => {
      const sheet = readFileSync(join(folder, file));
      const layout = { ...plain, ...example.import.layout };
      const { id, job, rows } = await triedSheet(api, sheet, { fileName: file, ...example.import, layout });
      expect(job.failure).toBeNull();
      expect(rows.map(lineOf)).toEqual(expected);
      const after = await madeSheet(api, id);
      expect(after.rows.map(lineOf)).toEqual(expected.map((line) => line.replace(" ADD ", " ADDED ")));
      for (const { name, account, outcome } of after.rows) {
        if (outcome !== "ADDED") continue;
        if (example.import.kind === "customers")
          expect((await api("GET", `/customers/${account}`)).body).toMatchObject(made?.[name] ?? {});
        else {
          const devices = (await api("GET", `/customers/${account}/${example.import.kind}`)).body.items;
          expect(JSON.stringify(devices).toLowerCase()).toContain(name.toLowerCase());
        }
      }
    },
  );

  it("finds the headers of a sheet without a company by its other columns, and names what is missing", async () => {
    const lines = [
      "Accounts of the old system as of 30 November,,,,,",
      "Login,Currency,Rate Group,CPS,Channels,Web Password",
      "anna,USD,Retail A-Z USD,5,30,Not-To-Be-5een",
      "active,USD,Retail A-Z USD,5,30,Not-To-Be-5een",
    ];
    const { job } = await triedSheet(api, lines.join("\n"), { kind: "customers", layout: plain });
    expect(job).toMatchObject({
      status: "failed",
      failure: { reason: "COLUMNS", message: expect.stringContaining("No column for: Company or Name or First name") },
      seen: { headerRow: 2, headers: ["Login", "Currency", "Rate Group", "CPS", "Channels", "Web Password"] },
    });
    expect(JSON.stringify(job)).not.toContain("5een");
    const { failure, seen } = (await triedSheet(api, "one,two\nuser,3", { kind: "customers", layout: plain })).job;
    expect([failure?.reason, seen?.headerRow]).toEqual(["COLUMNS", null]);
  });
});
