import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { formats } from "../../functions/intake/formats/formats.ts";
import { SourceFormat } from "../../functions/intake/source.ts";
import digests from "../golden/parser-versions.json" with { type: "json" };

const known: Record<string, Record<string, string>> = digests;

/**
 * Lines stay in the list: a version that was in use says for ever how it read. The golden files are the truth of what a
 * parser reads, so they may only change together with its version.
 */
it.each(SourceFormat.options)("what %s reads changes only with its parser's version", (format) => {
  const { parserVersion } = formats[format];
  const golden = readFileSync(new URL(`../golden/${format}.csv`, import.meta.url));
  const digest = createHash("sha256").update(golden).digest("hex").slice(0, 16);
  const versions = Object.keys(known[format] ?? {}).map(Number);
  expect(known[format]?.[parserVersion], `raise parserVersion of ${format} and add its digest ${digest}`).toBe(digest);
  expect(versions).toEqual(Array.from({ length: parserVersion }, (_, index) => index + 1));
});
