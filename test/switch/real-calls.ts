import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { makeApiKey } from "../../functions/auth/api-key.flow.ts";
import { app } from "../../functions/handlers/switch-api.ts";
import type { CdrSource } from "../../functions/intake/source.ts";
import { now } from "../../functions/platform/clock.ts";
import { encodeBatch } from "../../functions/platform/stream.ts";
import { addedSource, type Streamed, streamedFor } from "../intake/world.ts";
import { rateRecords } from "../support/charging.ts";
import { aFreeUdpPort, whileKamailio } from "../support/kamailio.ts";

const office = { id: "usr_TEST", kind: "admin" as const, permissions: ["switch" as const] };

/** The switch API at a port, as a gateway would hand requests over. */
export async function servedApi() {
  const ended: string[] = [];
  const server = createServer(async (asked, answer) => {
    const pieces: Buffer[] = [];
    for await (const piece of asked) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    if (asked.url === "/switch/v1/end") ended.push(JSON.parse(body.toString()).authorization_id);
    const headers = Object.entries(asked.headers).map(([name, value]) => [name, String(value)] as [string, string]);
    const init = { method: asked.method ?? "GET", headers, ...(body.length > 0 ? { body } : {}) };
    const event = { requestContext: { http: { sourceIp: "127.0.0.1" } } };
    const reply = await app.request(asked.url ?? "/", init, { event });
    answer.writeHead(reply.status, Object.fromEntries(reply.headers));
    answer.end(await reply.text());
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { port: (server.address() as AddressInfo).port, ended, end: () => server.close() };
}

/** A key of a switch that is locked to this machine. */
export const switchSecret = async (): Promise<string> => {
  const key = { name: "switch", scopes: ["switch" as const], allowedIps: ["127.0.0.1"] };
  return (await makeApiKey(key, office, now())).secret;
};

/** The CDRs of an account that were delivered since, once there are so many; charged as the stream would have them. */
async function chargedCdrs(source: CdrSource, account: string, count: number, seen: Set<string>) {
  const name = ({ batch }: Streamed) => `${batch.delivery} ${batch.part}`;
  let fresh: Streamed[] = [];
  const isOf = ({ batch }: Streamed) => batch.cdrs.some(({ accountCode }) => accountCode === account);
  const cdrs = () => fresh.flatMap(({ batch }) => batch.cdrs);
  await expect
    .poll(
      async () => {
        fresh = (await streamedFor(source.id)).filter((one) => isOf(one) && !seen.has(name(one)));
        return cdrs().length;
      },
      { timeout: 60_000, interval: 300 },
    )
    .toBe(count);
  for (const one of fresh) seen.add(name(one));
  expect(await rateRecords(fresh.map(({ batch }) => encodeBatch(batch)))).toEqual([]);
  return cdrs();
}

export interface RealSwitch {
  /** Port of the proxy on 127.0.0.1. */
  proxy: number;
  /** Authorizations of calls whose end was told. */
  ended: readonly string[];
  charged: (account: string, count: number) => ReturnType<typeof chargedCdrs>;
}

/** Kamailio with both example files, which asks our API and posts its CDRs there, while the work is done. */
export async function whileSwitch(realm: string, work: (real: RealSwitch) => Promise<void>): Promise<void> {
  const api = await servedApi();
  const source = await addedSource({ format: "kamailio-json", customerBy: "account" });
  const secret = await switchSecret();
  const url = `http://127.0.0.1:${api.port}/switch/v1`;
  const here = (example: string) =>
    example
      .replaceAll("https://billing.example.net/switch/v1", url)
      .replace("src_CHANGE_ME", source.id)
      .replaceAll("sbk_CHANGE_ME", secret)
      .replace("!kam1!", `!${source.switch}!`)
      .replace("!switchbook.local!", `!${realm}!`);
  const proxy = await aFreeUdpPort();
  const seen = new Set<string>();
  try {
    const files = { "switchbook-cdrs.cfg": here, "switchbook-authorize.cfg": here };
    await whileKamailio({ port: proxy, files, invite: "route(SWITCHBOOK_INVITE);", children: 8 }, () =>
      work({ proxy, ended: api.ended, charged: (account, count) => chargedCdrs(source, account, count, seen) }),
    );
  } finally {
    api.end();
  }
}
