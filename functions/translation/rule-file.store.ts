import { createHash } from "node:crypto";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import * as z from "zod";
import { getFile, putFile } from "../platform/files.ts";
import { Rule } from "./translation-rule.ts";

/**
 * The rules of a long list as one file that is named by its content and never changes. An item holds at most 400 KB, and
 * each call would pay for reading all of it; of a file each function reads every version once.
 */

/** A longer list is kept as a file: 100 rules are some 8 KB, what two read units bring. */
export const mostInItem = 100;

/** @returns the key of the file. The same rules are the same file. */
export async function putRuleFile(rules: readonly Rule[]): Promise<string> {
  const text = Buffer.from(JSON.stringify(rules));
  const body = `rules/${createHash("sha256").update(text).digest("hex")}`;
  await putFile({ bucket: "files", key: body }, zstdCompressSync(text), "application/octet-stream");
  return body;
}

export async function readRuleFile(body: string): Promise<Rule[]> {
  const packed = await getFile({ bucket: "files", key: body });
  if (!packed) throw new Error(`the rules of a list are missing: ${body}`);
  return z.array(Rule).parse(JSON.parse(Buffer.from(zstdDecompressSync(packed)).toString("utf8")));
}
