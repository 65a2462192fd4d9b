import { getIpBlock } from "../devices/device.store.ts";
import { blockOf, covers, parseNetwork } from "../devices/ip-network.ts";
import { accountPage, type Place, tokenPage } from "./listing.store.ts";
import type { CustomerFilters } from "./listing.ts";
import { shardsOf, type TokenField } from "./listing-token.ts";
import { partsOf, plain, wordsOf } from "./matching.ts";

/**
 * Accounts that may fit a search, by what the table finds customers by. Whoever fits is among them; whether one that is
 * among them fits is for the matching to say.
 */

interface Stream {
  read(limit: number, place: Place): Promise<{ accounts: string[]; after: Place }>;
}

const tokenStreams = (owner: string, field: TokenField, start: string): Stream[] =>
  Array.from({ length: shardsOf[field] }, (_, shard) => ({
    read: (limit, place) => tokenPage(owner, { field, shard, start }, { limit, place }),
  }));

const accountStream = (owner: string, typed: string): Stream => ({
  read: async (limit, place) => {
    const page = await accountPage(owner, plain(typed).toUpperCase(), { limit, place });
    return { accounts: page.rows.map(({ account }) => account), after: page.after };
  },
});

/** Whose network holds the address: the one item that the switch's question reads knows. */
const networkStream = (typed: string): Stream[] => {
  const asked = parseNetwork(typed.trim());
  const block = asked ? blockOf(asked) : undefined;
  if (!asked || block === undefined) return [];
  const read = async () => {
    const { rows } = await getIpBlock(block);
    const holding = rows.filter(({ cidr }) => {
      const network = parseNetwork(cidr);
      return network !== undefined && covers(network, asked);
    });
    return { accounts: holding.map(({ account }) => account), after: undefined };
  };
  return [{ read }];
};

const ipStreams = (owner: string, typed: string): Stream[] => [
  ...tokenStreams(owner, "ip", plain(typed)),
  ...networkStream(typed),
];

/** Undefined for signs alone, which every text fits. What cannot begin an address, a code or a status is not looked for there. */
function anywhereStreams(owner: string, part: string): Stream[] | undefined {
  const start = plain(part);
  const [word] = wordsOf(part).sort((a, b) => b.length - a.length);
  if (word === undefined) return undefined;
  return [
    ...(["company", "name", "username"] as const).flatMap((field) => tokenStreams(owner, field, word)),
    ...tokenStreams(owner, "sipUser", start),
    ...(/^[\da-f.:/]+$/.test(start) ? ipStreams(owner, part) : []),
    ...(/^c\d*$/.test(start) ? [accountStream(owner, part)] : []),
    ...(/^[a-z]+$/.test(start) ? tokenStreams(owner, "status", start) : []),
  ];
}

/** The accounts that one filter leaves, read as far as it is asked for. */
export class Hits {
  readonly accounts = new Set<string>();
  private open: { stream: Stream; place: Place }[];

  constructor(streams: readonly Stream[]) {
    this.open = streams.map((stream) => ({ stream, place: undefined }));
  }

  get areAll(): boolean {
    return this.open.length === 0;
  }

  /** Reads on until there is no more, or about so many are known. */
  async readUpTo(most: number): Promise<void> {
    while (!this.areAll && this.accounts.size < most) await this.readOn(Math.min(4000, most));
  }

  /** Reads on, about as many as asked for over all of the streams. */
  async readOn(most: number): Promise<void> {
    const limit = Math.max(8, Math.ceil(most / Math.max(1, this.open.length)));
    const pages = await Promise.all(this.open.map(({ stream, place }) => stream.read(limit, place)));
    for (const page of pages) for (const account of page.accounts) this.accounts.add(account);
    this.open = this.open.flatMap(({ stream }, n) => {
      const place = pages[n]?.after;
      return place === undefined ? [] : [{ stream, place }];
    });
  }
}

/** One for each word and each filter, and for each part of the quick search, that leaves fewer than all. */
export function hitsOf(owner: string, asked: CustomerFilters): Hits[] {
  const words = (["company", "username", "name"] as const).flatMap((field) =>
    wordsOf(asked[field] ?? "").map((word) => tokenStreams(owner, field, word)),
  );
  const streams: Stream[][] = [
    ...words,
    ...(asked.ip ? [ipStreams(owner, asked.ip)] : []),
    ...(asked.account ? [[accountStream(owner, asked.account)]] : []),
    ...(asked.sipUser ? [tokenStreams(owner, "sipUser", plain(asked.sipUser))] : []),
    ...(asked.status ? [tokenStreams(owner, "status", plain(asked.status))] : []),
    ...(asked.mark ? [tokenStreams(owner, "mark", plain(asked.mark))] : []),
    ...partsOf(asked.q ?? "").flatMap((part) => {
      const anywhere = anywhereStreams(owner, part);
      return anywhere ? [anywhere] : [];
    }),
  ];
  return streams.map((each) => new Hits(each));
}
