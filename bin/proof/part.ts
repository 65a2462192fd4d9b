import { stripVTControlCharacters } from "node:util";

/** What a part of the proof is, how large it can be, and which lines of what it wrote are its figures. */

export type PartName =
  | ("simulator" | "mutants" | "kills" | "money" | "second-engine" | "replay")
  | ("parsers" | "api" | "access")
  | ("worlds" | "soak")
  | `bench-${string}`;

export interface Program {
  /** Program and arguments behind Node. */
  args: readonly string[];
  env: Record<string, string>;
}

export interface Part {
  name: PartName;
  /** One sentence for the report. */
  says: string;
  /** How much of it is run, with the seeds. */
  size: string;
  /** They run side by side. */
  programs: readonly Program[];
  /** Files and folders that decide what comes of it. */
  reads: readonly string[];
  /** Out of what a program wrote, the lines that are its figures. */
  figures(output: string): string[];
}

export interface Sizes {
  seeds: number;
  parserInputs: number;
  apiRequests: number;
  /** Of the rating process, and the calls that it charges meanwhile. */
  kills: number;
  killCalls: number;
  /** Of ever new worlds; 0: none. */
  worldMinutes: number;
  /** Of the whole stack at work; 0: no soak. */
  soakMinutes: number;
  /** CDRs a second of the soak: 139 are a million in two hours. */
  soakPace: number;
  quick: boolean;
}

export const fullSizes: Sizes = {
  ...{ seeds: 2000, parserInputs: 200_000, apiRequests: 100_000, kills: 300, killCalls: 100_000 },
  ...{ worldMinutes: 0, soakMinutes: 0, soakPace: 20, quick: false },
};
export const quickSizes: Sizes = {
  ...{ seeds: 20, parserInputs: 500, apiRequests: 1000, kills: 5, killCalls: 2000 },
  ...{ worldMinutes: 0, soakMinutes: 0, soakPace: 20, quick: true },
};

export const plain = (output: string): string[] =>
  stripVTControlCharacters(output)
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
export const testLines = (output: string) =>
  plain(output).filter((line) => /^(Tests|Duration|×|AssertionError)/.test(line));
export const worldLines = (output: string) =>
  plain(output).filter((line) => /^(BROKEN|\{"(transactions|soak)")/.test(line));
