import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, staff } from "./support/api.ts";
import { aNewTariff, importOf } from "./support/tariffs.ts";

const folder = "examples/rate-sheets";
const names = readdirSync(folder);
const fileOf = (number: string) => names.find((name) => name.startsWith(`${number}-`)) ?? "";

interface Example {
  because: string;
  import: object;
  expected: unknown;
}

const examples = names
  .filter((name) => /^expected-.*\.json$/.test(name))
  .map((name) => {
    const example = JSON.parse(readFileSync(join(folder, name), "utf8")) as Example;
    return { ...example, name, file: fileOf(name.slice(9, 11)) };
  });

let api: Caller;
beforeAll(async () => {
  api = await staff();
});

type Imported = Awaited<ReturnType<typeof importOf>>;

/** The dry run in lines that are read at a glance. */
const summaryOf = ({ seen, findings, samples, rejects }: Imported) => ({
  sheet: seen?.sheet ?? null,
  headerRow: seen?.headerRow ?? null,
  rows: findings.rows,
  rates: findings.rates,
  changes: Object.entries(samples).flatMap(([kind, lines]) =>
    lines.map(({ line, prefix, before, after, effectiveFrom, effectiveTo }) => {
      const when = kind === "closed" ? `until ${effectiveTo?.slice(0, 10)}` : `from ${effectiveFrom.slice(0, 10)}`;
      return `${kind} ${prefix}: ${before ?? "none"} → ${after ?? "none"} ${when}, line ${line ?? "–"}`;
    }),
  ),
  rejected: rejects.map(({ line, reason }) => `${line} ${reason}`),
});

describe("a rate sheet as the field sends it", () => {
  it("comes in twelve layouts", () => {
    expect(examples.map(({ file }) => file.slice(0, 2))).toEqual(
      Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, "0")),
    );
  });

  it.each(examples)("$file is read as $name says: $because", async ({ file, import: settings, expected }) => {
    const { id } = await aNewTariff(api);
    const base = await importOf(api, id, readFileSync(join(folder, "base.csv")));
    await api("POST", `${base.path}/apply`, {});
    const sheet = await importOf(api, id, readFileSync(join(folder, file)), { fileName: file, ...settings });
    expect(sheet.failure).toBeNull();
    expect(summaryOf(sheet)).toEqual(expected);
    expect((await api("GET", `/tariffs/${id}`)).body.version).toBe(2);
    expect((await api("POST", `${sheet.path}/apply`, {})).status).toBe(200);
  });
});
