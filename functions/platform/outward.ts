import type { LookupAddress } from "node:dns";
import { lookup as resolve } from "node:dns/promises";
import { request as plainRequest } from "node:http";
import { request } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { env } from "./env.ts";

/**
 * Requests to addresses that people typed in. They must not become a way into networks that only we reach: the name is
 * resolved once, every address of it is looked at, and the connection goes to the one that was looked at. Nothing is
 * followed, and nothing of the answer is read but its status.
 */

/** Networks of no public host: IANA's special-purpose registries for IPv4 and IPv6 (RFC 6890 and what updates it). */
const closed = new BlockList();
const closedNetworks: readonly [network: string, bits: number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
for (const [network, bits] of closedNetworks) closed.addSubnet(network, bits, "ipv4");
/** Of IPv6 only global unicast (2000::/3) is outside, without what of it is no host of its own. */
const global = new BlockList();
global.addSubnet("2000::", 3, "ipv6");
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  closed.addSubnet(network, bits, "ipv6");

/** Whether an address is one of the public network. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, "ipv4");
  return family === 6 && global.check(address, "ipv6") && !closed.check(address, "ipv6");
}

/** On one machine a receiver stands beside us, and speaks plain HTTP. */
const takesPrivate = (): boolean => env.WEBHOOKS_TO_PRIVATE === "1";

/** Of an IPv6 address without its brackets. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

/** What is wrong with an address before anything is sent; undefined: nothing. */
export function addressFault(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url) return "Must be an address.";
  if (url.protocol !== "https:" && !(takesPrivate() && url.protocol === "http:")) return "Must begin with https://.";
  const host = hostOf(url);
  if (!takesPrivate() && (/(^|\.)(localhost|local|internal)\.?$/i.test(host) || (isIP(host) > 0 && !isPublic(host))))
    return "Must be an address of the public network.";
  return undefined;
}

export class PrivateAddress extends Error {}

/** The addresses of a host, all of them public. @throws PrivateAddress, or the error of the look-up */
async function publicAddresses(host: string): Promise<LookupAddress[]> {
  const found = await resolve(host, { all: true });
  if (!takesPrivate() && found.some(({ address }) => !isPublic(address))) throw new PrivateAddress(host);
  return found;
}

export type Answer = { kind: "status"; status: number } | { kind: "TIMED_OUT" | "UNREACHABLE" | "PRIVATE_ADDRESS" };

/** Milliseconds for the whole of it: name, connection, answer. */
const patienceMs = 10_000;

interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

function send(
  target: URL,
  found: readonly LookupAddress[],
  { headers, body }: Post,
  signal: AbortSignal,
): Promise<number> {
  const [first] = found;
  const fixed: LookupFunction = (_host, { all }, done) =>
    all ? done(null, [...found]) : done(null, first?.address ?? "", first?.family);
  const open = target.protocol === "https:" ? request : plainRequest;
  return new Promise((done, fail) => {
    const asked = open(target, { method: "POST", headers, lookup: fixed, agent: false, signal }, (reply) => {
      reply.destroy();
      done(reply.statusCode ?? 0);
    });
    asked.on("error", fail);
    asked.end(body);
  });
}

/** Posts a body, once. Whatever goes wrong is an answer, too. */
export async function postOutward(post: Post, withinMs = patienceMs): Promise<Answer> {
  const signal = AbortSignal.timeout(withinMs);
  try {
    const target = new URL(post.url);
    if (addressFault(post.url)) return { kind: "PRIVATE_ADDRESS" };
    const aborted = new Promise<never>((_, fail) =>
      signal.addEventListener("abort", () => fail(signal.reason), { once: true }),
    );
    const found = await Promise.race([publicAddresses(hostOf(target)), aborted]);
    return { kind: "status", status: await send(target, found, post, signal) };
  } catch (error) {
    if (error instanceof PrivateAddress) return { kind: "PRIVATE_ADDRESS" };
    return { kind: signal.aborted ? "TIMED_OUT" : "UNREACHABLE" };
  }
}
