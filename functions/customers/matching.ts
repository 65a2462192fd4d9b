import { covers, networkText, parseNetwork } from "../devices/ip-network.ts";

/**
 * Who fits a search. The page filters its index by these rules and the server its hits, so both find the same.
 * Text is matched by the beginnings of its words, without case and accents; codes, addresses and SIP users by their own
 * beginning.
 */

/** What a customer is found by, prepared once so that a key press only compares. */
export interface Searchable {
  account: string;
  status: string;
  company: readonly string[];
  name: readonly string[];
  username: readonly string[];
  ips: readonly string[];
  sipUsers: readonly string[];
  marks: readonly string[];
}

/** A search as it is typed; empty members ask for nothing, the others are AND-ed. */
export interface Asked {
  company?: string | undefined;
  username?: string | undefined;
  name?: string | undefined;
  ip?: string | undefined;
  account?: string | undefined;
  sipUser?: string | undefined;
  status?: string | undefined;
  mark?: string | undefined;
  /** Each of its parts fits one of the seven. */
  q?: string | undefined;
}

/** Latin letters that Unicode does not take apart into a letter and a mark. */
const plainLetters: Record<string, string> = { ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", æ: "ae", œ: "oe", þ: "th" };

/** Small letters without accents: `Café` is found by `cafe`, `STRASSE` by `straße`, ΟΔΟΣ by οδος. */
export const folded = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    // By way of capitals: ß becomes ss, and both small sigmas become one.
    .toUpperCase()
    .toLowerCase()
    .replaceAll("ς", "σ")
    .replace(/[øłđðħæœþ]/g, (letter) => plainLetters[letter] ?? letter);

/** Words of a text that count: each is an item of the table, and a transaction holds a hundred. */
const mostWords = 8;
/** Letters of a word, and of a name's place in the order, that count: a sort key holds 1,024 bytes. */
const mostLetters = 40;

const begun = (text: string, most: number): string => (text.length <= most ? text : [...text].slice(0, most).join(""));

export const wordsOf = (text: string): string[] => {
  const words = folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return [...new Set(words.map((word) => begun(word, mostLetters)))].slice(0, mostWords);
};

const haveWords = (words: readonly string[], starts: readonly string[]): boolean =>
  starts.every((start) => words.some((word) => word.startsWith(start)));

/** Every word that was typed begins some word of the text. */
export const hasWords = (text: string, typed: string): boolean => haveWords(wordsOf(text), wordsOf(typed));

/** How codes, addresses and SIP users are compared. */
export const plain = (typed: string): string => typed.trim().toLowerCase();

/** A device's address begins with what was typed, or its network holds the address that was typed. */
function addressTest(typed: string): (devices: readonly string[]) => boolean {
  const start = plain(typed);
  const asked = parseNetwork(typed.trim());
  const canonical = asked ? networkText(asked) : undefined;
  const holds = (device: string): boolean => {
    if (!asked) return false;
    // Addresses are kept in their canonical form, so that only a network has to be read.
    if (!device.includes("/")) return device === canonical;
    const network = parseNetwork(device);
    return network !== undefined && covers(network, asked);
  };
  return (devices) => devices.some((device) => device.toLowerCase().startsWith(start) || holds(device));
}

export const hasAddress = (devices: readonly string[], typed: string): boolean => addressTest(typed)(devices);

type Test = (row: Searchable) => boolean;

const wordTest = (field: "company" | "name" | "username", typed: string): Test => {
  const starts = wordsOf(typed);
  return (row) => haveWords(row[field], starts);
};
const accountTest = (typed: string): Test => {
  const start = plain(typed);
  return (row) => row.account.toLowerCase().startsWith(start);
};
const sipTest = (typed: string): Test => {
  const start = plain(typed);
  return (row) => row.sipUsers.some((login) => login.toLowerCase().startsWith(start));
};
const ipTest = (typed: string): Test => {
  const test = addressTest(typed);
  return (row) => test(row.ips);
};

/** The parts of a quick search: what stands between spaces, so that an address stays whole. */
export const partsOf = (q: string): string[] => q.split(/\s+/).filter(Boolean);

function anywhereTest(part: string): Test {
  const start = plain(part);
  const tests = [
    ...(["company", "name", "username"] as const).map((field) => wordTest(field, part)),
    ipTest(part),
    accountTest(part),
    sipTest(part),
    (row: Searchable) => row.status.toLowerCase().startsWith(start),
  ];
  return (row) => tests.some((test) => test(row));
}

/** Says of a customer whether it fits. Made once for each search. */
export function fitsFor(asked: Asked): Test {
  const tests: Test[] = [];
  if (asked.company) tests.push(wordTest("company", asked.company));
  if (asked.username) tests.push(wordTest("username", asked.username));
  if (asked.name) tests.push(wordTest("name", asked.name));
  if (asked.ip) tests.push(ipTest(asked.ip));
  if (asked.account) tests.push(accountTest(asked.account));
  if (asked.sipUser) tests.push(sipTest(asked.sipUser));
  if (asked.status) tests.push((row) => row.status === asked.status);
  if (asked.mark) tests.push((row) => row.marks.includes(asked.mark ?? ""));
  tests.push(...partsOf(asked.q ?? "").map(anywhereTest));
  return (row) => tests.every((test) => test(row));
}

interface Shown {
  account: string;
  status: string;
  company: string;
  name: string;
  username: string;
  ips: readonly string[];
  sipUsers: readonly string[];
  marks: readonly string[];
}

export const searchable = ({ account, status, company, name, username, ips, sipUsers, marks }: Shown): Searchable => ({
  account,
  status,
  company: wordsOf(company),
  name: wordsOf(name),
  username: wordsOf(username),
  ips,
  sipUsers,
  marks,
});
