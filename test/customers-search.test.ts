import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { editCustomer } from "../functions/customers/change-customer.flow.ts";
import { addCustomer } from "../functions/customers/customer.store.ts";
import type { Customer } from "../functions/customers/customer.ts";
import { linesThatFit, listCustomers } from "../functions/customers/list-customers.flow.ts";
import { getListing, listingsOf, listState, markListing } from "../functions/customers/listing.store.ts";
import { type CustomerFilters, listedCustomer } from "../functions/customers/listing.ts";
import { inOrder } from "../functions/customers/listing-order.ts";
import { fitsFor, hasWords, searchable } from "../functions/customers/matching.ts";
import { addIpDevice, dropIpDevice, editIpDevice } from "../functions/devices/ip-device.flow.ts";
import { addSipDevice } from "../functions/devices/sip-device.flow.ts";
import { openBalance } from "../functions/ledger/ledger.store.ts";
import { now } from "../functions/platform/clock.ts";
import { transact } from "../functions/platform/table.ts";
import { uniqueNet } from "./support/addresses.ts";
import { uniqueName } from "./support/api.ts";
import { consumed, listedCustomers, newOwner } from "./support/listings.ts";

const actor = { id: "usr_test", kind: "admin", permissions: ["customers:read"] } as const;
const limits = {
  maxCallSessions: 1,
  callSessionsPerSecond: 1,
  status: "ACTIVE" as const,
  switchAccounts: [],
  tariffId: null,
};

describe("words", () => {
  it.each([
    { text: "Café Münster", typed: "CAFE mun", hit: true, because: "accents and case do not count" },
    { text: "Cafe\u0301 Nord", typed: "café", hit: true, because: "an accent may be a sign of its own" },
    { text: "Straße 9", typed: "strasse", hit: true, because: "ß is ss" },
    { text: "STRASSE 9", typed: "straß", hit: true, because: "in both directions" },
    { text: "İstanbul Telekom", typed: "istanbul", hit: true, because: "a capital I with a dot" },
    { text: "Isparta", typed: "ıspa", hit: true, because: "a small i without one" },
    { text: "ΟΔΟΣ Τηλ", typed: "οδος", hit: true, because: "the sigma at the end of a word" },
    { text: "ΟΔΟΣΑ", typed: "οδος", hit: true, because: "the same sigma in the middle of one" },
    { text: "Ørsted Łódź", typed: "orsted lodz", hit: true, because: "letters with strokes" },
    { text: "ﬁbre Ⅳ", typed: "fibre iv", hit: true, because: "ligatures and Roman numbers" },
    { text: "Ёлка Связь", typed: "елка", hit: true, because: "Cyrillic" },
    { text: "한국통신", typed: "한국", hit: true, because: "Korean from the first syllable" },
    { text: "ＡＢＣ通信", typed: "abc", hit: true, because: "wide letters" },
    { text: "Æther Œuvre", typed: "aether oeuvre", hit: true, because: "joined letters" },
    { text: "日本電信", typed: "電信", hit: false, because: "not in the middle of a word, in any script" },
  ])("$typed in $text is $hit: $because", ({ text, typed, hit }) => expect(hasWords(text, typed)).toBe(hit));
});

const words = [
  "Acme",
  "Ácme",
  "Telecom",
  "Tel",
  "Voice",
  "Straße",
  "Øst",
  "Łódź",
  "O'Neill",
  "Ёлка",
  "通信",
  "𝒜lpha",
  "B2B",
  "Nord",
  "Donaudampfschifffahrtsgesellschaftskapitänsmützen",
];
/** As long as a company's name may be: whoever reads all customers reads these too. */
const some = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 })
  .map((list) => list.join(" "))
  .filter((text) => text.length <= 100);
const statuses = ["ACTIVE", "PENDING", "SUSPENDED", "BLOCKED"] as const;
const made = fc.record({
  company: some,
  name: some,
  status: fc.constantFrom(...statuses),
  customerType: fc.constantFrom("LIVE" as const, "LIVE" as const, "DEMO" as const),
});

/** Beginnings of what there is, and now and then nothing that there is. */
const typedWord = fc
  .tuple(fc.constantFrom(...words, "zzz", "--"), fc.nat(9))
  .map(([word, n]) => [...word].slice(0, 1 + n).join(""));
const typed = fc.array(typedWord, { minLength: 1, maxLength: 2 }).map((list) => list.join(" "));
const opt = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

describe("the same question", () => {
  const net = uniqueNet();
  const tag = uniqueName();
  const owner = newOwner();
  let customers: Customer[] = [];

  beforeAll(async () => {
    customers = listedCustomers(owner, fc.sample(made, { numRuns: 70, seed: 11 }));
    for (const customer of customers) await transact([...addCustomer(customer), openBalance(customer, now())]);
    for (const [n, customer] of customers.entries()) {
      const ip = n % 5 === 0 ? `${net}.${((n * 4) % 256) & 252}/30` : `${net}.${n + 130}`;
      const dialPrefix = `${n}%`;
      if (n % 3 === 0) await addIpDevice(customer, { ip, dialPrefix, description: "", ...limits }, actor, now());
      if (n % 4 !== 0) continue;
      const login = `${n % 8 ? "Pbx" : "dev"}.${n}${tag}`;
      const further = { extension: "100", voicemail: false, voicemailEmail: null, ip: null };
      await addSipDevice(customer, { login, ...further, ...limits }, actor, now());
    }
    for (const customer of customers.slice(20, 30))
      await transact(markListing(customer, [], ["OVER_80_CREDIT", "NO_CALLS_30_DAYS"]));
    // What moved must be found where it is now, and nowhere else.
    for (const customer of customers.filter(({ status }) => status !== "BLOCKED").slice(0, 6)) {
      const company = `Moved ${customer.company}`;
      await editCustomer(customer, { company, status: "SUSPENDED" }, actor, now());
    }
  }, 60_000);

  const filters = (): fc.Arbitrary<CustomerFilters> =>
    fc.record({
      company: opt(typed),
      name: opt(typed),
      username: opt(fc.constantFrom("u1", "U", "nobody")),
      ip: opt(
        fc.constantFrom(
          `${net}.`,
          `${net}.1`,
          `${net}.9`,
          `${net}.0/30`,
          `${net.split(".")[0]}.`,
          net.slice(0, 5),
          "::1",
        ),
      ),
      account: opt(
        fc
          .nat(80)
          .chain((n) => fc.nat(8).map((cut) => customers[n % customers.length]?.account.slice(0, 1 + cut) ?? "")),
      ),
      sipUser: opt(fc.constantFrom("pbx", "DEV.", `dev.8${tag}`, "x")),
      status: opt(fc.constantFrom(...statuses)),
      mark: opt(fc.constantFrom("DEMO", "NO_DEVICE", "OVER_80_CREDIT", "NO_CALLS_30_DAYS")),
      q: opt(fc.oneof(typed, fc.constantFrom(`${net}.1`, "pbx", "block", "C", "active tel", "moved", "-", "  "))),
    });

  it("finds the same customers in the same order by the table as in the whole index", { timeout: 60_000 }, async () => {
    const index = (await listingsOf(owner)).map(listedCustomer);
    const sorts = fc.constantFrom("account", "-account", "company", "-company", "name", "-status");
    let found = 0;
    await fc.assert(
      fc.asyncProperty(filters(), sorts, fc.integer({ min: 1, max: 30 }), async (asked, sort, limit) => {
        const fits = fitsFor(asked);
        const expected = inOrder(index, sort, new Map()).filter((row) => fits(searchable(row)));
        const seen: string[] = [];
        for (let after: string | undefined; ; ) {
          const page = await listCustomers(owner, { filters: asked, sort, limit, after });
          seen.push(...page.items.map(({ account }) => account));
          after = page.after;
          if (after === undefined) break;
        }
        found += expected.length;
        expect(seen).toEqual(expected.map(({ account }) => account));
      }),
      { numRuns: 250 },
    );
    expect(found).toBeGreaterThan(500);
  });

  it("counts every change once, and every customer", async () => {
    const before = await listState(owner);
    expect(before.customers).toBe(customers.length);
    const customer = customers[9] as Customer;
    const device = await addIpDevice(
      customer,
      { ip: `${net}.3`, dialPrefix: "99%", description: "", ...limits },
      actor,
      now(),
    );
    const moved = await editIpDevice(customer, device, { ip: `${net}.7` }, actor, now());
    await editIpDevice(customer, moved, { description: "same place" }, actor, now());
    const search = (ip: string) =>
      listCustomers(owner, {
        filters: { ip, company: customer.company },
        sort: "account",
        limit: 50,
        after: undefined,
      });
    const accounts = async (ip: string) => (await search(ip)).items.map(({ account }) => account);
    expect(await accounts(`${net}.7`)).toContain(customer.account);
    expect(await accounts(`${net}.3`)).not.toContain(customer.account);
    await dropIpDevice(customer, { ...moved, version: 3 }, actor, now());
    expect((await getListing(customer))?.ips).not.toHaveProperty(device.id);
    expect(await accounts(`${net}.7`)).not.toContain(customer.account);
    expect(await listState(owner)).toEqual({ customers: customers.length, version: before.version + 3 });
  });
});

describe("what a search costs", () => {
  const sizes = [300, 3000];
  const owners = sizes.map(newOwner);

  beforeAll(async () => {
    for (const [n, size] of sizes.entries()) {
      // Twelve of the wanted, however many there are; every other one shares a common word; half are pending.
      const lines = Array.from({ length: size }, (_, i) => ({
        company: i < 12 ? `Rare${i} Telecom` : `Firm${i} ${i % 2 ? "Telecom" : "Voice"}`,
        name: `Ann${i} Lee`,
        status: i % 2 ? ("ACTIVE" as const) : ("PENDING" as const),
        customerType: i < 12 ? ("DEMO" as const) : ("LIVE" as const),
      }));
      const writes = listedCustomers(owners[n] as string, lines).map((customer) => addCustomer(customer));
      for (let at = 0; at < writes.length; at += 60) {
        const batch = writes.slice(at, at + 60);
        await Promise.all(batch.map((each) => transact(each)));
      }
    }
  }, 60_000);

  const units = (owner: string, filters: CustomerFilters, sort = "company") =>
    consumed(async () => {
      const page = await listCustomers(owner, { filters, sort, limit: 50, after: undefined });
      return page.items.length;
    });

  it.each([
    { filters: { company: "rare" }, hits: 12, because: "a rare word" },
    { filters: { company: "rare telecom" }, hits: 12, because: "a rare word beside a common one" },
    { filters: { company: "rare", status: "ACTIVE" }, hits: 6, because: "a rare word beside a common status" },
    { filters: { q: "rare" }, hits: 12, because: "the quick search" },
    {
      filters: { company: "telecom", name: "ann lee", mark: "DEMO" },
      hits: 12,
      because: "three filters, of which the rarest decides",
    },
    { filters: { company: "nobody", name: "ann" }, hits: 0, because: "nothing that is there" },
    { filters: { status: "PENDING" }, hits: 50, because: "a status that half of them have fills its page" },
    { filters: { name: "lee" }, hits: 50, because: "a word that all of them have fills its page" },
    { filters: { mark: "DEMO" }, hits: 12, because: "a mark that few have" },
    { filters: { mark: "NO_DEVICE" }, hits: 50, because: "a mark that all of them have fills its page" },
    { filters: {}, hits: 50, because: "no filter" },
  ] satisfies { filters: CustomerFilters; hits: number; because: string }[])(
    "follows the hits, not the length of the list: $because",
    async ({ filters, hits }) => {
      const [small, large] = [await units(owners[0] as string, filters), await units(owners[1] as string, filters)];
      expect([small.answer, large.answer]).toEqual([hits, hits]);
      expect(large.units).toBeLessThanOrEqual(small.units + 12);
      // Each hit is read once with its money, at half a unit each; the rest are the partitions that had to be asked.
      expect(large.units).toBeLessThanOrEqual(hits + 60);
    },
  );

  it("of filters that are all common and rarely meet, less than the lines of the rarest", async () => {
    const owner = owners[1] as string;
    const rarest = { company: "voice", name: "ann1" };
    const alone = await units(owner, { name: "ann1" });
    const { answer, units: cost } = await units(owner, { ...rarest, status: "ACTIVE" });
    // Every firm with "Voice" is pending: nobody fits, and 1,111 names begin so.
    expect(alone.answer).toBe(50);
    expect(answer).toBe(0);
    expect(cost).toBeLessThan(150);
  });

  it("a page of fifty lines costs at most 25 units, in either order, from wherever it begins", async () => {
    const owner = owners[1] as string;
    for (const sort of ["account", "-account", "company", "-company"]) {
      const asked = { filters: {}, sort, limit: 50 };
      const first = await consumed(() => linesThatFit(owner, { ...asked, after: undefined }));
      const next = await consumed(() => linesThatFit(owner, { ...asked, after: first.answer.after }));
      expect([first.answer.lines.length, next.answer.lines.length]).toEqual([50, 50]);
      expect(Math.max(first.units, next.units)).toBeLessThanOrEqual(25);
    }
  });
});
