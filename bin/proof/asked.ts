import { parseArgs } from "node:util";
import { fullSizes, type PartName, partNames, quickSizes, type Sizes } from "./parts.ts";

/** What was asked of `npm run proof`. */
export interface AskedProof {
  sizes: Sizes;
  wants(name: PartName): boolean;
  /** Minutes after which a part is ended. */
  limit: number;
  /** Parts that held before, at the same size and of the same sources, are not run again. */
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
  ...{ seeds: text, inputs: text, requests: text, kills: text, calls: text, worlds: text, soak: text, limit: text },
  ...{ parts: several, row: several, quick: flag, resume: flag, list: flag, benches: flag },
  out: { type: "string", default: "docs/proof.md" },
  kept: { type: "string", default: ".proof" },
} as const;
type Count = "seeds" | "inputs" | "requests" | "kills" | "calls" | "worlds" | "soak" | "limit";

/** @throws Error that names every fault, a line each */
export function askedProof(args: readonly string[]): AskedProof {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const named = [...positionals, ...values.parts.flatMap((list) => list.split(","))];
  const faults = named.filter((name) => !partNames.includes(name as PartName)).map((name) => `no such part: ${name}`);
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
    soakMinutes: asked("soak", named.includes("soak") ? 2 : 0),
    rows: values.row,
  };
  const limit = asked("limit", 180);
  if (faults.length > 0) throw new Error(`${faults.join("\n")}\nParts: ${partNames.join(", ")}`);
  const isLong: Partial<Record<PartName, boolean>> = {
    worlds: sizes.worldMinutes > 0,
    soak: sizes.soakMinutes > 0,
    benches: values.benches || values.row.length > 0,
  };
  const wants = (name: PartName): boolean => (named.length > 0 ? named.includes(name) : (isLong[name] ?? true));
  return { sizes, wants, limit, resume: values.resume, list: values.list, out: values.out, kept: values.kept };
}
