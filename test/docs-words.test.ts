import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { rowNames } from "../bench/rows.ts";

/** Files of these folders, by their ending. */
async function filesOf(folders: readonly string[], ending: RegExp): Promise<string[]> {
  const found = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })));
  return found
    .flat()
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => path.posix.join(entry.parentPath.replaceAll("\\", "/"), entry.name))
    .filter((file) => !/(^|\/)(node_modules|dist)\//.test(file));
}

const textOf = (file: string): string => readFileSync(file, "utf8");
const docs = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  "bench/README.md",
  "functions/ledger/README.md",
]
  .concat("functions/rating/README.md", await filesOf(["docs"], /\.md$/))
  .sort();
/** Whatever may be called by a name, but for this file: what it looks for is in it. */
const product = (
  await filesOf(
    ["bench", "bin", "examples", "frontend", "functions", "lib", "local", "test"],
    /\.(tsx?|[cm]?js|json|cfg|conf|sh|xml|lua|sql|csv|txt|log)$|switchbook-detail$/,
  )
).filter((file) => file !== "test/docs-words.test.ts");

/** What is called so by others: a variable, table or module of a switch or a program, which nothing of ours spells out. */
const ofOthers = new Set(
  [
    "answer_epoch e_cdr_YYYYMMDD holdtime http_async_client switchcdr reseller1_",
    "cyclonedx OLD Zip",
    "AWSBackupDefaultServiceRole targetTableName encryptionType",
  ].flatMap((words) => words.split(" ")),
);

const wordsOf = (text: string): string[] => text.match(/[A-Za-z_][A-Za-z0-9_]{2,}/g) ?? [];
const known = new Set([...product, "package.json", "docs/api/openapi.json"].flatMap((file) => wordsOf(textOf(file))));

/** A text without its blocks, which commands and answers stand in. */
const withoutBlocks = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, "");
const quotedIn = (text: string): string[] =>
  [...withoutBlocks(text).matchAll(/`([^`]+)`/g)].map(([, quoted = ""]) => quoted.replace(/\s+/g, " "));

it("finds words, or every rule below would pass unseen", () => {
  expect(docs).toContain("docs/settings.md");
  expect([known.has("streamRetentionHours"), known.has("streamRetentionMinutes")]).toEqual([true, false]);
});

it.each(docs)("%s quotes no setting, field, code or option that nothing else knows", (file) => {
  const strange = quotedIn(textOf(file)).filter((quoted) => !existsSync(quoted));
  expect(strange.flatMap(wordsOf).filter((word) => !known.has(word) && !ofOthers.has(word))).toEqual([]);
});

const document = JSON.parse(textOf("docs/api/openapi.json")) as { paths: Record<string, object> };
/** An address with its parameters without their names: `/customers/{}/calls`. */
const shapeOf = (address: string): string =>
  address.replace(/\{[^}]+\}|<[^>]+>|\$[A-Z]+\b|C\d{8}/g, "{}").replace(/[?`"'.,;:)].*$/, "");
const operations = new Set(
  Object.entries(document.paths).flatMap(([address, verbs]) =>
    Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${shapeOf(address)}`),
  ),
);
/** `PUT …/letterhead/logo` is what ends so. */
const isOperation = (verb: string, address: string): boolean =>
  [...operations].some((one) => {
    const [its, own = ""] = one.split(" ");
    if (its !== verb) return false;
    const asked = shapeOf(address.replace(/^…/, ""));
    return address.startsWith("…") ? own.endsWith(asked) : own === asked || own === `/api/v1${asked}`;
  });

it("bench/README.md has a line for each row that can be measured", () => {
  const lines = [...textOf("bench/README.md").matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
  expect(lines.toSorted()).toEqual([...rowNames].sort());
});

it.each(docs)("%s asks the API for nothing that it does not have", (file) => {
  const asked = [...textOf(file).matchAll(/\b(GET|POST|PUT|PATCH|DELETE) +(?:and `(?:PUT|PATCH)` )?([/…][^\s`"]*)/g)];
  expect(asked.filter(([, verb = "", address = ""]) => !isOperation(verb, address)).map(([text]) => text)).toEqual([]);
});

/** The name by which a heading is linked to. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

it.each(docs)("%s links to headings that are there", (file) => {
  const links = [...textOf(file).matchAll(/\]\(([^)#:\s]*)#([^)\s]+)\)/g)];
  const lost = links.filter(([, target = "", anchor = ""]) => {
    const other = target === "" ? file : path.join(path.dirname(file), target);
    const headings = [...textOf(other).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
    return !headings.includes(anchor);
  });
  expect(lost.map(([link]) => link)).toEqual([]);
});

/** Texts of the pages and of what they show: in quotes, in back quotes, and between tags. */
const shown = new Set(
  (await filesOf(["frontend/src", "functions", "bin"], /\.tsx?$/))
    .flatMap((file) => [...textOf(file).matchAll(/"((?:[^"\\\n]|\\.)*)"|`([^`]+)`|>\s*([^<>{}]+?)\s*</g)])
    .map(([, quoted, template, between]) => (quoted ?? template ?? between ?? "").replace(/\s+/g, " ").trim()),
);

/** Texts about pages: decisions have none, and what a month costs is told in a table of its own words. */
const aboutPages = docs.filter((file) => /^docs\/[^/]+$/.test(file) && file !== "docs/cost.md");

it.each(aboutPages)("%s writes words of the pages as the pages do", (file) => {
  const text = withoutBlocks(textOf(file)).replace(/`[^`]*`/g, "`");
  // What stands in italics is a word of a page; `A → B` is the way to one.
  const italics = [...text.matchAll(/(?<!\*)\*([^*\s][^*]*)\*(?!\*)/g)].map(([, label = ""]) => label);
  const ways = [...text.matchAll(/\*\*([^*\s][^*]*→[^*]+)\*\*/g)].map(([, way = ""]) => way);
  const labels = [...italics, ...ways].flatMap((one) => one.replace(/\s+/g, " ").split(" → "));
  // "As dialled: strip dial prefix, apply rules" is told by its beginning.
  const isShown = (label: string) => shown.has(label) || [...shown].some((one) => one.startsWith(`${label}:`));
  expect(labels.filter((label) => !isShown(label))).toEqual([]);
});
