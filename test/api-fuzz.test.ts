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
import { createTable } from "./support/table.ts";

/**
 * `FUZZ_REQUESTS=100000` for more, `FUZZ_SEED=7` for others. `FUZZ_ONLY="POST /api/v1/users"` sends those of one operation
 * alone, `FUZZ_NUMBER=12` one of them, as a failure names it.
 */
const requests = Number(process.env["FUZZ_REQUESTS"] ?? 10_000);
const seed = Number(process.env["FUZZ_SEED"] ?? 1);
const only = process.env["FUZZ_ONLY"];
const onlyNumber = process.env["FUZZ_NUMBER"];

let before: Map<string, string>;
const asked: Asked[] = [];

/** The collection whose id stands in the path: `/api/v1/tariffs/{id}` → `tariffs`. */
const collectionOf = ({ path }: Operation): string => /([^/]+)\/\{id\}/.exec(path)?.[1] ?? "";

/** Where nothing is given, little can be given wrongly. */
const weightOf = ({ body, parameters }: Operation): number => (body || parameters.length > 0 ? 5 : 1);

async function askAll(
  operation: Operation,
  count: number,
  world: FuzzWorld,
  document: Parameters<typeof resolverOf>[0],
) {
  const id = world.collections.get(collectionOf(operation));
  const known = new Map([...world.known, ...(id === undefined ? [] : [["id", id] as const])]);
  const isSwitch = operation.path.startsWith("/switch/");
  const headers = isSwitch ? { authorization: world.switchKey } : { cookie: await world.freshCookie() };
  const numbers = onlyNumber === undefined ? Array.from({ length: count }, (_, n) => n) : [Number(onlyNumber)];
  for (const number of numbers) {
    const request = requestOf(operation, { seed, number }, { known, resolve: resolverOf(document) });
    asked.push(await ask(request, headers));
  }
}

beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  const world = await fuzzWorld();
  const document = await apiDocument([app, switchApp]);
  const operations = operationsOf(document).filter(({ name }) => only === undefined || name === only);
  before = await digests();
  const all = operationsOf(document).reduce((sum, operation) => sum + weightOf(operation), 0);
  const countOf = (operation: Operation) => Math.ceil((requests * weightOf(operation)) / all);
  // Three at once: the engine is another process.
  const lanes = [operations.values()].flatMap((left) => [left, left, left]);
  await Promise.all(
    lanes.map(async (left) => {
      for (const operation of left) await askAll(operation, countOf(operation), world, document);
    }),
  );
}, 3_600_000);

/** All that it takes to send a request once more. */
const told = ({ request, status, text }: Asked): string =>
  [
    `FUZZ_SEED=${seed} FUZZ_ONLY="${request.operation}" FUZZ_NUMBER=${request.number} (${request.spoiled.join(", ")})`,
    `${request.method} ${request.path.slice(0, 300)} ${JSON.stringify(request.headers).slice(0, 300)}`,
    `${request.body?.slice(0, 500)}\n→ ${status} ${text.slice(0, 500)}`,
  ].join("\n");

it("every answer to a bad request is one of the contract: none of ours failed, and whoever was refused changed nothing", () => {
  const faults = asked.flatMap((one) => {
    const fault = faultOf(one);
    return fault === undefined ? [] : [`${fault}: ${told(one)}`];
  });
  expect(faults.slice(0, 20).join("\n\n")).toBe("");
});

it("what is different in the table is what requests wrote that were taken", async () => {
  const taken = new Set(asked.filter((one) => !isRefused(one)).flatMap(({ written }) => written));
  const changed = changedBetween(before, await digests());
  expect(changed.filter((key) => !taken.has(key))).toEqual([]);
});

it.skipIf(only !== undefined)("most of them are bad and come to every operation", () => {
  expect(asked.length).toBeGreaterThanOrEqual(requests);
  const bodied = asked.filter(({ request }) => request.body !== undefined);
  expect(bodied.filter(isRefused).length).toBeGreaterThan(bodied.length / 2);
  // Not all end at an id that does not exist.
  expect(asked.filter(({ status }) => status === 422).length).toBeGreaterThan(requests / 10);
  expect(asked.filter((one) => !isRefused(one)).length).toBeGreaterThan(requests / 20);
});
