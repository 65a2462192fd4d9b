import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { fullSizes, type PartName, quickSizes, type Sizes } from "./part.ts";
import { partNames } from "./parts.ts";

/** DynamoDB Local needs it. */
const { javaVersion, leastJava } = createRequire(import.meta.url)("../../local/platform.cjs") as {
  javaVersion(): number;
  leastJava: number;
};

/** What was asked of `npm run proof`. */
export interface AskedProof {
  sizes: Sizes;
  wants(name: PartName): boolean;
  /** Minutes after which a part is ended. */
  limit: number;
  /** Parts that held before, at the same size and of the sources that they read now, are not run again. */
  resume: boolean;
  /** Only say which parts there would be. */
  list: boolean;
  /** File of the report. */
  out: string;
  /** Folder of what came of each part. */
  kept: string;
}

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const several = { type: "string", multiple: true, default: [] as string[] } as const;
const options = {
  ...{
    seeds: text,
    inputs: text,
    requests: text,
    kills: text,
    calls: text,
    worlds: text,
    soak: text,
    pace: text,
    limit: text,
  },
  ...{ parts: several, row: several, quick: flag, resume: flag, list: flag, benches: flag },
  out: { type: "string" },
  kept: { type: "string" },
} as const;
type Count = "seeds" | "inputs" | "requests" | "kills" | "calls" | "worlds" | "soak" | "pace" | "limit";

const isBench = (name: string): boolean => name.startsWith("bench-");
/** A row is a part of its own; of `replay` it is the part of that name. */
const partOfRow = (row: string): string => (row === "replay" ? row : `bench-${row}`);

/** @throws Error that names every fault, a line each */
export function askedProof(args: readonly string[]): AskedProof {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const named = [...positionals, ...values.parts.flatMap((list) => list.split(","))];
  const rows = values.row.map(partOfRow);
  const isPart = (name: string) => name === "benches" || partNames.includes(name as PartName);
  const faults = [...named, ...rows].filter((name) => !isPart(name)).map((name) => `no such part: ${name}`);
  const asked = (name: Count, otherwise: number): number => {
    const said = values[name];
    if (said !== undefined && !/^\d{1,9}$/.test(said)) faults.push(`--${name} must be a whole number`);
    return said === undefined ? otherwise : Number(said);
  };
  const base = values.quick ? quickSizes : fullSizes;
  const sizes: Sizes = {
    ...base,
    seeds: asked("seeds", base.seeds),
    parserInputs: asked("inputs", base.parserInputs),
    apiRequests: asked("requests", base.apiRequests),
    kills: asked("kills", base.kills),
    killCalls: asked("calls", base.killCalls),
    worldMinutes: asked("worlds", named.includes("worlds") ? 1 : 0),
    soakPace: asked("pace", base.soakPace),
    soakMinutes: asked("soak", named.includes("soak") ? 2 : 0),
  };
  const limit = asked("limit", 180);
  if (faults.length > 0) throw new Error(`${faults.join("\n")}\nParts: ${partNames.join(", ")}, benches`);
  const wantsBench = (name: PartName): boolean =>
    rows.length > 0 ? rows.includes(name) : values.benches || named.includes("benches");
  /** Of those that do not run each time. Java is started to say which it is, so only where that decides. */
  const isWanted: Partial<Record<PartName, () => boolean>> = {
    "second-engine": () => javaVersion() >= leastJava,
    worlds: () => sizes.worldMinutes > 0,
    soak: () => sizes.soakMinutes > 0,
  };
  const wants = (name: PartName): boolean =>
    named.includes(name) ||
    (isBench(name) ? wantsBench(name) : named.length === 0 && rows.length === 0 && (isWanted[name]?.() ?? true)) ||
    rows.includes(name);
  // A look does not take the place of what ran at full size.
  const place = values.quick ? ".proof" : "docs";
  const { out = `${place}/proof.md`, kept = values.quick ? place : `${place}/proof` } = values;
  return { sizes, wants, limit, resume: values.resume, list: values.list, out, kept };
}
