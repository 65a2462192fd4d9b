import { beforeAll, expect, it, vi } from "vitest";

/** A table of its own: requests that are taken change what others look at. Read before the modules are loaded. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-fuzz`, LOG_LEVEL: "error" }));

import { apiDocument } from "../bin/openapi-document.ts";
import { app } from "../functions/handlers/admin-api.ts";
import { app as switchApp } from "../functions/handlers/switch-api.ts";
import { env } from "../functions/platform/env.ts";
import { type Asked, ask, changedBetween, digests, faultOf, isRefused } from "./api-fuzz/asking.ts";
import { type Operation, operationsOf, requestOf, resolverOf } from "./api-fuzz/requests.ts";
import { type FuzzWorld, fuzzWorld } from "./api-fuzz/world.ts";
// Checks every answer that is taken by what its route promises.
import "./support/api.ts";
import { leastShare, shareOf } from "./support/share.ts";
import { createTable } from "./support/table.ts";

/**
 * `FUZZ_REQUESTS=100000` for more, `SHARE=1/2` for half of them, `FUZZ_SEED=7` for others. `FUZZ_ONLY="POST /api/v1/users"`
 * sends those of one operation alone, `FUZZ_NUMBER=12` one of them, as a failure names it.
 */
const requests = Number(process.env["FUZZ_REQUESTS"] ?? 10_000);
const seed = Number(process.env["FUZZ_SEED"] ?? 1);
const only = process.env["FUZZ_ONLY"];
const onlyNumber = process.env["FUZZ_NUMBER"];

let before: Map<string, string>;
/** Told of as they come: what is asked and answered is too much to keep. */
const seen = { asked: 0, taken: 0, invalid: 0, bodied: 0, bodiedRefused: 0 };
const faults: string[] = [];
const writtenByTaken = new Set<string>();

/** The collection whose id stands in the path: `/api/v1/tariffs/{id}` → `tariffs`. */
const collectionOf = ({ path }: Operation): string => /([^/]+)\/\{id\}/.exec(path)?.[1] ?? "";

/** Where nothing is given, little can be given wrongly. */
const weightOf = ({ body, parameters }: Operation): number => (body || parameters.length > 0 ? 5 : 1);

/** All that it takes to send a request once more. */
const told = ({ request, status, text }: Asked): string =>
  [
    `FUZZ_SEED=${seed} FUZZ_ONLY="${request.operation}" FUZZ_NUMBER=${request.number} (${request.spoiled.join(", ")})`,
    `${request.method} ${request.path.slice(0, 300)} ${JSON.stringify(request.headers).slice(0, 300)}`,
    `${request.body?.slice(0, 500)}\n→ ${status} ${text.slice(0, 500)}`,
  ].join("\n");

function look(asked: Asked): void {
  const fault = faultOf(asked);
  if (fault !== undefined && faults.length < 20) faults.push(`${fault}: ${told(asked)}`);
  const isBodied = asked.request.body !== undefined;
  seen.asked++;
  if (asked.status === 422) seen.invalid++;
  if (isBodied) seen.bodied++;
  if (isRefused(asked)) {
    if (isBodied) seen.bodiedRefused++;
    return;
  }
  seen.taken++;
  for (const key of asked.written) writtenByTaken.add(key);
}

async function askAll(
  operation: Operation,
  numbers: readonly number[],
  world: FuzzWorld,
  document: Parameters<typeof resolverOf>[0],
) {
  const id = world.collections.get(collectionOf(operation));
  const known = new Map([...world.known, ...(id === undefined ? [] : [["id", id] as const])]);
  const isSwitch = operation.path.startsWith("/switch/");
  const headers = isSwitch ? { authorization: world.switchKey } : { cookie: await world.freshCookie() };
  for (const number of numbers) {
    const request = requestOf(operation, { seed, number }, { known, resolve: resolverOf(document) });
    look(await ask(request, headers));
  }
}

/** What is asked here of each operation, by number. */
function numbersOf(operations: readonly Operation[]): Map<Operation, { number: number }[]> {
  const all = operations.reduce((sum, operation) => sum + weightOf(operation), 0);
  const countOf = (operation: Operation) => Math.ceil((requests * weightOf(operation)) / all);
  const each = operations
    .filter(({ name }) => only === undefined || name === only)
    .flatMap((operation) => Array.from({ length: countOf(operation) }, (_, number) => ({ operation, number })));
  const asked =
    onlyNumber === undefined ? shareOf(each) : each.slice(0, 1).map((one) => ({ ...one, number: Number(onlyNumber) }));
  return Map.groupBy(asked, ({ operation }) => operation);
}

beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  const world = await fuzzWorld();
  const document = await apiDocument([app, switchApp]);
  before = await digests();
  // Three at once: the engine is another process.
  const lanes = [numbersOf(operationsOf(document)).entries()].flatMap((left) => [left, left, left]);
  await Promise.all(
    lanes.map(async (left) => {
      for (const [operation, asked] of left)
        await askAll(
          operation,
          asked.map(({ number }) => number),
          world,
          document,
        );
    }),
  );
}, 3_600_000);

it("every answer to a bad request is one of the contract: none of ours failed, and whoever was refused changed nothing", () => {
  expect(faults.join("\n\n")).toBe("");
});

it("what is different in the table is what requests wrote that were taken", async () => {
  const changed = changedBetween(before, await digests());
  expect(changed.filter((key) => !writtenByTaken.has(key))).toEqual([]);
});

it.skipIf(only !== undefined)("most of them are bad and come to every operation", () => {
  const wanted = leastShare(requests);
  expect(seen.asked).toBeGreaterThanOrEqual(wanted);
  expect(seen.bodiedRefused).toBeGreaterThan(seen.bodied / 2);
  // Not all end at an id that does not exist.
  expect(seen.invalid).toBeGreaterThan(wanted / 10);
  expect(seen.taken).toBeGreaterThan(wanted / 20);
});

it("a number makes the same request, whatever was made before it, so that what failed can be sent again", async () => {
  const document = await apiDocument([app, switchApp]);
  const operation = operationsOf(document).find(({ name }) => name === "POST /api/v1/customers");
  if (!operation) throw new Error("there is no such operation");
  const source = { known: new Map(), resolve: resolverOf(document) };
  const made = () =>
    Array.from({ length: 2000 }, (_, number) => JSON.stringify(requestOf(operation, { seed, number }, source)).length);
  const first = made();
  expect(made()).toEqual(first);
});
