import type { CustomerMark } from "./customer-mark.ts";
import type { Listing } from "./listing.ts";
import { folded, wordsOf } from "./matching.ts";

/**
 * What the table finds a customer by when there are too many to send them all to the page: one small item for each
 * word of its names, for its status, and for each address and SIP user, named so that a beginning is a range of keys.
 */
export interface Token {
  field: TokenField;
  value: string;
  /** Two devices of a customer may have one address. */
  device?: string;
}

/**
 * Partitions of a field's tokens. Words and states are shared by many customers and are spread; addresses and logins
 * are nearly each another one, and one partition of them splits by its keys.
 */
export const shardsOf = { company: 4, name: 4, status: 4, mark: 4, username: 1, ip: 1, sipUser: 1 } as const;
export type TokenField = keyof typeof shardsOf;

export const shardOf = (account: string, shards: number): number => Number(account.slice(-4)) % shards;

/** The words without those that another one begins with: whoever asks for `tel` finds `telecom`. */
const longest = (words: readonly string[]): string[] =>
  words.filter((word) => !words.some((other) => other !== word && other.startsWith(word)));

const ofWords = (field: TokenField, text: string): Token[] => longest(wordsOf(text)).map((value) => ({ field, value }));

export const textTokens = (listing: Listing): Token[] => [
  ...ofWords("company", listing.company),
  ...ofWords("name", listing.name),
  ...ofWords("username", listing.username),
  { field: "status", value: folded(listing.status) },
  ...(listing.customerType === "DEMO" ? [markToken("DEMO")] : []),
];

export const markToken = (mark: CustomerMark): Token => ({ field: "mark", value: folded(mark) });

export const deviceToken = (kind: "ips" | "sips", device: string, value: string): Token => ({
  field: kind === "ips" ? "ip" : "sipUser",
  value: value.toLowerCase(),
  device,
});

/** What goes and what comes when the texts of a customer change. */
export function movedTokens(before: readonly Token[], after: readonly Token[]): { gone: Token[]; come: Token[] } {
  const named = ({ field, value }: Token) => `${field}\n${value}`;
  const [had, has] = [new Set(before.map(named)), new Set(after.map(named))];
  return {
    gone: before.filter((token) => !has.has(named(token))),
    come: after.filter((token) => !had.has(named(token))),
  };
}
