import { createHash } from "node:crypto";
import { expect } from "vitest";
import type { Migrated, MigrationOptions } from "../../bin/migrate/migration.ts";
import type { Target } from "../../bin/migrate/target.ts";
import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import { env } from "../../functions/platform/env.ts";
import { type Caller, patiently, send } from "../support/api.ts";
import { tellOfSheet } from "../support/tariffs.ts";

/**
 * The API in this process, asked as the command asks it over HTTP: with a key, which waits for the next second when it has
 * made its hundred requests of one.
 */
export function inProcess(key: string, before: (path: string) => void = () => undefined): Target {
  return {
    async ask(method, path, body, headers = {}) {
      before(path);
      const asked = { headers: { authorization: `Bearer ${key}`, ...headers } };
      return patiently(() => send(method, `/api/v1${path}`, body, asked));
    },
    async upload(id, url, bytes) {
      before(url);
      const sent = await fetch(url, { method: "PUT", body: bytes });
      if (!sent.ok) throw new Error(await sent.text());
      await tellOfSheet(id);
    },
    wait: async () => undefined,
  };
}

export const options = (from: MigrationOptions["from"], over: Partial<MigrationOptions> = {}): MigrationOptions => ({
  ...{ from, dump: { path: `examples/migration/${from}.sql`, charset: "utf-8" }, currency: undefined },
  ...{ applies: true, timeZone: "UTC", takeRents: false, sipRealm: null, isSetAsideThere: false },
  ...over,
});

/** The same text for the same item: engines give attributes in any order. */
const inOrder = (_: string, value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Of everything that is in the table, but for what says when a key was last used and how often in a second. */
async function tableItems(): Promise<string[]> {
  const { DynamoDBClient, ScanCommand } = await import("@aws-sdk/client-dynamodb");
  const client = new DynamoDBClient({ region: env.AWS_REGION });
  const items: string[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: env.TABLE_NAME, ...(from ? { ExclusiveStartKey: from as never } : {}) }),
    );
    const kept = (page.Items ?? []).filter(({ pk }) => !pk?.S?.startsWith("ATTEMPTS#"));
    for (const { lastUsedAt: _, ...item } of kept) items.push(JSON.stringify(item, inOrder));
    from = page.LastEvaluatedKey;
  } while (from);
  client.destroy();
  return items.sort();
}

export const tableDigest = async (): Promise<string> =>
  createHash("sha256")
    .update((await tableItems()).join("\n"))
    .digest("hex");

/** Stops the run as a kill would, before the request that comes behind so many of this path. */
export function killedAfter(requests: number, of: string) {
  let left = requests;
  return (path: string) => {
    if (path.includes(of) && left-- === 0) throw new Error("killed");
  };
}

export const madeOf = ({ run }: Migrated) =>
  Object.fromEntries([...run.counts].map(([kind, { made }]) => [kind, made]));
export const thereOf = ({ run }: Migrated) =>
  Object.fromEntries([...run.counts].map(([kind, { kept }]) => [kind, kept]));
export const refusedOf = ({ run }: Migrated) =>
  [...run.counts].filter(([, { refused }]) => refused > 0).map(([kind]) => kind);

export const ha1 = (login: string, realm: string, secret: string): string =>
  createHash("md5").update(`${login}:${realm}:${secret}`).digest("hex");

/** What resellers above a customer paid for its calls: so many fifths of what it was charged; the newest call says it too. */
export async function looksPaid(admin: Caller, account: string, resellers: string[], fifths: bigint[]): Promise<void> {
  const { charge, upper } = (await admin("GET", `/customers/${account}/takeover`)).body;
  const parts = fifths.map((part, n) => ({ account: resellers[n], charge: decimalOf((nanoOf(charge) * part) / 5n) }));
  expect(upper).toEqual(parts);
  const query = "from=2026-10-01T00:00:00Z&to=2026-12-01T00:00:00Z&limit=1";
  const [newest] = (await admin("GET", `/customers/${account}/calls?${query}`)).body.items;
  const { levels } = (await admin("GET", `/customers/${account}/calls/${newest.id}`)).body;
  expect(levels.map((level: { account: string }) => level.account)).toEqual(resellers);
}
