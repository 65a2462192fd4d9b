import { keys } from "../platform/keys.ts";
import {
  absent,
  get,
  getMany,
  put,
  queryAll,
  queryPage,
  remove,
  transact,
  unchanged,
  type Write,
} from "../platform/table.ts";
import { CdrSource } from "./source.ts";

/** The source, or undefined. */
export const getSource = (id: string): Promise<CdrSource | undefined> => get(CdrSource, keys.source(id));

/** By id; sources that do not exist are left out. */
export async function getSources(ids: readonly string[]): Promise<Map<string, CdrSource>> {
  const items = await getMany(ids.map((id) => keys.source(id)));
  return new Map(items.map((item) => CdrSource.parse(item)).map((source) => [source.id, source]));
}

interface Wanted {
  limit: number;
  after: Record<string, unknown> | undefined;
}

export async function sourcePage({ limit, after }: Wanted) {
  const page = await queryPage({ pk: keys.source("").pk, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => CdrSource.parse(item)), after: page.after };
}

/** All sources: an operator has tens of them. */
export const allSources = (): Promise<CdrSource[]> => queryAll(CdrSource, { pk: keys.source("").pk });

/** Claims a switch's layout, so that one switch has one source of it. */
const claim = ({ switch: name, format }: CdrSource) => keys.sourceClaim(name, format);

/** @throws WriteRefused of kind `condition` when the switch has a source of the layout. */
export const addSource = (source: CdrSource, ...also: Write[]): Promise<void> =>
  transact([
    put({ ...keys.source(source.id), ...source }, absent),
    put({ ...claim(source), id: source.id }, absent),
    ...also,
  ]);

/** @throws WriteRefused of kind `condition` when the source changed since it was read. */
export const changeSource = (seen: CdrSource, next: CdrSource, ...also: Write[]): Promise<void> =>
  transact([put({ ...keys.source(seen.id), ...next }, unchanged("version", seen.version)), ...also]);

export const removeSource = (seen: CdrSource, ...also: Write[]): Promise<void> =>
  transact([remove(keys.source(seen.id), unchanged("version", seen.version)), remove(claim(seen)), ...also]);
