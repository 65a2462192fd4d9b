/**
 * IP addresses and networks as numbers. An IPv4 network may be a /24 or narrower and an IPv6 network a /64 or narrower,
 * because all devices of one such block are kept in one item: the switch's question is then one read.
 */

export interface IpNetwork {
  family: 4 | 6;
  /** The first address of the network. */
  address: bigint;
  /** Bits of the mask: 0–32 or 0–128. */
  bits: number;
}

const width = (family: 4 | 6): number => (family === 4 ? 32 : 128);
/** Bits of the block that shares one item. */
const blockBits = (family: 4 | 6): number => (family === 4 ? 24 : 64);

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

const groupsOf = (text: string): string[] => (text === "" ? [] : text.split(":"));

/** RFC 4291 §2.2, with `::` and a trailing dotted quad; no zone index. */
function parseV6(text: string): bigint | undefined {
  const quad = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (quad) {
    const v4 = parseV4(quad[2] ?? "");
    if (v4 === undefined) return;
    return parseV6(`${quad[1]}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`);
  }
  const halves = text.split("::");
  if (halves.length > 2) return;
  const [head, tail] = [groupsOf(halves[0] ?? ""), groupsOf(halves[1] ?? "")];
  const gap = 8 - head.length - tail.length;
  if (halves.length === 2 ? gap < 1 : gap !== 0) return;
  const groups = [...head, ...new Array<string>(halves.length === 2 ? gap : 0).fill("0"), ...tail];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return;
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

/** `192.0.2.7`, `192.0.2.0/28`, `2001:db8::1`, `2001:db8::/64`. Host bits of a network are cleared. Undefined for anything else. */
export function parseNetwork(text: string): IpNetwork | undefined {
  const parts = /^([0-9a-fA-F.:]{2,45})(?:\/(\d{1,3}))?$/.exec(text);
  if (!parts) return;
  const host = parts[1] ?? "";
  const v4 = parseV4(host);
  const address = v4 ?? parseV6(host);
  if (address === undefined) return;
  const mapped = v4 === undefined && address >> 32n === 0xffffn;
  if (mapped && parts[2] === undefined) return { family: 4, address: address & 0xffffffffn, bits: 32 };
  const family = v4 === undefined ? 6 : 4;
  const bits = parts[2] === undefined ? width(family) : Number(parts[2]);
  if (bits > width(family)) return;
  const hostBits = BigInt(width(family) - bits);
  return { family, address: (address >> hostBits) << hostBits, bits };
}

export const isSingleAddress = (network: IpNetwork): boolean => network.bits === width(network.family);

function addressText({ family, address }: IpNetwork): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join(".");
  const groups = Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const text = groups.join(":");
  // RFC 5952 §4.2: the first of the longest runs of zero groups, if longer than one, becomes "::".
  const runs = text.match(/(?:^|:)0(?::0)+(?=:|$)/g) ?? [];
  const longest = runs.reduce(
    (best, run) => (run.replace(/^:/, "").length > best.replace(/^:/, "").length ? run : best),
    "",
  );
  if (!longest) return text;
  return text
    .replace(longest, ":")
    .replace(/^:(?!:)/, "::")
    .replace(/([^:]):$/, "$1::");
}

/** The canonical form: host bits cleared, IPv6 by RFC 5952, no mask for a single address. */
export const networkText = (network: IpNetwork): string =>
  isSingleAddress(network) ? addressText(network) : `${addressText(network)}/${network.bits}`;

/** Whether every address of `inner` lies in `outer`. */
export function covers(outer: IpNetwork, inner: IpNetwork): boolean {
  if (outer.family !== inner.family || outer.bits > inner.bits) return false;
  const shift = BigInt(width(outer.family) - outer.bits);
  return outer.address >> shift === inner.address >> shift;
}

export const overlaps = (a: IpNetwork, b: IpNetwork): boolean => covers(a, b) || covers(b, a);

/** The block whose item holds the network, in text. Undefined for a network wider than a block. */
export function blockOf(network: IpNetwork): string | undefined {
  const bits = blockBits(network.family);
  if (network.bits < bits) return;
  const hostBits = BigInt(width(network.family) - bits);
  return networkText({ family: network.family, address: (network.address >> hostBits) << hostBits, bits });
}
