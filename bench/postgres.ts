import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { BenchRate } from "./real-prefixes.ts";

/**
 * The peer of the full path: PostgreSQL with one transaction a call, as the open-source billing systems do it, in one
 * function so that a call is one round trip. Its settings are those it comes with: every commit is synced to the disk, as
 * our table's are.
 */

/** Where Debian puts each version. */
const versions = "/usr/lib/postgresql";
/** As many as the work of two cores fills; more only wait for each other's locks on busy accounts. */
const connections = 8;

const schema = `
  CREATE TABLE rate (prefix text PRIMARY KEY, price numeric NOT NULL, first int NOT NULL, next int NOT NULL);
  CREATE TABLE account (code text PRIMARY KEY, balance numeric NOT NULL DEFAULT 0);
  CREATE TABLE cdr (id text PRIMARY KEY, account text NOT NULL, cld text NOT NULL, setup timestamptz NOT NULL,
    prefix text NOT NULL, billed int NOT NULL, charge numeric NOT NULL);
  CREATE FUNCTION charge(call text, caller text, called text, at timestamptz, ms int) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE best rate; talk int := ceil(ms / 1000.0); billed int; price numeric;
    BEGIN
      SELECT * INTO best FROM rate
        WHERE prefix = ANY (ARRAY(SELECT left(called, n) FROM generate_series(1, length(called)) n))
        ORDER BY length(prefix) DESC LIMIT 1;
      IF best.prefix IS NULL THEN RETURN; END IF;
      billed := CASE WHEN talk = 0 THEN 0 ELSE best.first + greatest(0, ceil((talk - best.first)::numeric / best.next)) * best.next END;
      price := round(best.price * billed / 60, 4);
      INSERT INTO cdr VALUES (call, caller, called, at, best.prefix, billed, price) ON CONFLICT DO NOTHING;
      IF FOUND THEN UPDATE account SET balance = balance - price WHERE code = caller; END IF;
    END $$;`;

/** Who may run the server: never root. */
function serverUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function connect(folder: string): Promise<pg.Pool> {
  for (let tries = 0; tries < 200; tries++) {
    const pool = new pg.Pool({ host: folder, user: "bench", database: "postgres", max: connections });
    // A connection may still be closing when the server goes.
    pool.on("error", () => undefined);
    const up = await pool.query("SELECT 1").catch(() => undefined);
    if (up) return pool;
    await pool.end();
    await pause(100);
  }
  throw new Error("PostgreSQL does not answer");
}

export interface Postgres {
  pool: pg.Pool;
  stop(): Promise<void>;
}

/** The programs of the newest version here. */
function programs(): string | undefined {
  const found = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : [];
  return found.map((version) => join(versions, version, "bin")).find((bin) => existsSync(join(bin, "postgres")));
}

/** As root on Debian the server is one package away; elsewhere it is left to the person. */
function install(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const words of [
    ["update", "-q"],
    ["install", "-yq", "--no-install-recommends", "postgresql"],
  ])
    if (spawnSync("apt-get", words, { env, stdio: ["ignore", 2, 2] }).status !== 0) return undefined;
  return programs();
}

/** A server in a folder of its own on a Unix socket, or why there is none. */
export async function startPostgres(): Promise<Postgres | { missing: string }> {
  const bin = programs() ?? install();
  if (!bin) return { missing: "there is no PostgreSQL server on this machine (Debian: apt install postgresql)" };
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), "switchbook-pg-"));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  execFileSync(join(bin, "initdb"), ["-D", data, "-U", "bench", "--auth=trust", "-E", "UTF8", "--locale=C"], {
    ...user,
    cwd: folder,
    stdio: "ignore",
  });
  const server: ChildProcess = spawn(join(bin, "postgres"), ["-D", data, "-k", folder, "-c", "listen_addresses="], {
    ...user,
    cwd: folder,
    stdio: "ignore",
  });
  // A row that fails must not leave a server behind.
  process.once("exit", () => server.kill("SIGQUIT"));
  const pool = await connect(folder);
  return {
    pool,
    async stop() {
      await pool.end();
      const gone = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function fillPostgres(
  { pool }: Postgres,
  rates: readonly BenchRate[],
  accounts: readonly string[],
): Promise<void> {
  await pool.query(schema);
  const column = <K extends keyof BenchRate>(name: K) => rates.map((rate) => rate[name]);
  await pool.query("INSERT INTO rate SELECT * FROM unnest($1::text[], $2::numeric[], $3::int[], $4::int[])", [
    column("prefix"),
    column("pricePerMinute"),
    column("firstIncrement"),
    column("nextIncrement"),
  ]);
  await pool.query("INSERT INTO account SELECT * , 0 FROM unnest($1::text[])", [accounts]);
  await pool.query("ANALYZE");
}

/** Charges the calls of NDJSON bodies, a transaction each, eight at a time. */
export async function chargeInPostgres({ pool }: Postgres, bodies: readonly string[]): Promise<void> {
  const lines = bodies.flatMap((body) => body.trim().split("\n"));
  let next = 0;
  const worker = async () => {
    for (let line = lines[next++]; line !== undefined; line = lines[next++]) {
      const cdr = JSON.parse(line) as Record<string, string>;
      const ms = Math.round(Number(cdr["duration"]) * 1000);
      const setup = new Date(Number(cdr["setup_time"]) * 1000);
      const values = [`${cdr["call_id"]} ${cdr["from_tag"]}`, cdr["account"], cdr["cld_in"], setup, ms];
      await pool.query({ name: "charge", text: "SELECT charge($1, $2, $3, $4, $5)", values });
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
}
