import { createHash } from "node:crypto";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import * as z from "zod";
import { getFile, putFile } from "../platform/files.ts";
import { type CompiledRoute, compileRows, RouteRow } from "./route-row.ts";

/**
 * The rows of a route, whole, as one file that is named by its content and never changes: thousands of rows are put in
 * place of others by one write of the route, and are read once for as long as they are used.
 */

export interface LoadedRows {
  /** In their order. */
  rows: readonly RouteRow[];
  compiled: CompiledRoute;
}

const mostKept = 50;
/** In the order of use. */
const kept = new Map<string, Promise<LoadedRows>>();

const loadedOf = (rows: readonly RouteRow[]): LoadedRows => ({ rows, compiled: compileRows(rows) });

async function load(body: string): Promise<LoadedRows> {
  const packed = await getFile({ bucket: "files", key: body });
  if (!packed) throw new Error(`the rows of a route are missing: ${body}`);
  return loadedOf(z.array(RouteRow).parse(JSON.parse(Buffer.from(zstdDecompressSync(packed)).toString("utf8"))));
}

/** @param body null: none */
export function loadRows(body: string | null): Promise<LoadedRows> {
  if (body === null) return Promise.resolve(loadedOf([]));
  const loading = kept.get(body) ?? load(body);
  kept.delete(body);
  kept.set(body, loading);
  // What could not be read is asked for again next time.
  loading.catch(() => kept.delete(body));
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return loading;
}

/** @returns the key of the file that holds the rows, null for none. The same rows are the same file. */
export async function putRows(rows: readonly RouteRow[]): Promise<string | null> {
  if (rows.length === 0) return null;
  const text = Buffer.from(JSON.stringify(rows));
  const body = `routes/${createHash("sha256").update(text).digest("hex")}`;
  await putFile({ bucket: "files", key: body }, zstdCompressSync(text), "application/octet-stream");
  return body;
}
