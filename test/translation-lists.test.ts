import { beforeAll, describe, expect, it } from "vitest";
import { loadRules } from "../functions/translation/loaded-rules.store.ts";
import { compileRules, ruleFor, translateNumber } from "../functions/translation/translate-number.ts";
import { type Caller, staff } from "./support/api.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";

let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

const fresh = async (): Promise<string> => (await aCustomer(admin, tariffId)).account;
const lists = ["source", "destination", "did-source", "did-destination"] as const;
const path = (account: string, list: string) =>
  list === "cli" ? `/customers/${account}/cli-rules` : `/customers/${account}/translation-rules/${list}`;
const read = async (account: string, list: string) => (await admin("GET", path(account, list))).body;

describe("the lists of a customer", () => {
  it("let every number of a new customer pass as it is, and set no caller ID", async () => {
    const account = await fresh();
    for (const list of lists)
      expect(await read(account, list)).toMatchObject({ text: "%=>%", version: 0, findings: [] });
    expect(await read(account, "cli")).toMatchObject({ items: [], version: 0, findings: [] });
  });

  it.each([...lists, "cli"])("%s: a rule is added, changed and removed, and is read back each time", async (list) => {
    const account = await fresh();
    const added = await admin("POST", path(account, list), { rule: "44%=>0044%" });
    expect(added).toMatchObject({ status: 201, body: { action: "ALLOW", rule: "44%=>0044%", finding: null } });
    const one = `${path(account, list)}/${added.body.id}`;
    expect(await admin("PATCH", one, { rule: "44%=>00%" })).toMatchObject({ status: 200, body: { rule: "44%=>00%" } });
    expect((await read(account, list)).text.split("\n")).toContain("44%=>00%");
    expect((await admin("DELETE", one)).status).toBe(204);
    expect(await read(account, list)).toMatchObject({ version: 3, text: list === "cli" ? "" : "%=>%" });
    expect((await admin("DELETE", one)).status).toBe(404);
  });

  it("take a pasted list whole, and rules that stay keep their ids", async () => {
    const account = await fresh();
    const first = (await read(account, "destination")).items[0];
    const put = await admin("PUT", path(account, "destination"), { text: "4490%\n%=>%, 44|%=>0044%" });
    expect(put).toMatchObject({ status: 200, body: { version: 1, text: "4490%\n%=>%\n44|%=>0044%" } });
    expect(put.body.items[1].id).toBe(first.id);
    expect(await read(account, "destination")).toEqual(put.body);
    expect((await read(account, "source")).version).toBe(0);
  });

  it("keep a rule that is off in its place, out of use, and take a deleted one back to where it stood", async () => {
    const account = await fresh();
    const list = path(account, "destination");
    const pasted = "off: 4490%\n%=>%\n44|%=>0044%";
    expect(await admin("PUT", list, { text: pasted })).toMatchObject({ status: 200, body: { text: pasted } });
    const [first, , last] = (await read(account, "destination")).items;
    expect([first.enabled, last.enabled]).toEqual([false, true]);
    const tried = async (number: string) => (await admin("GET", `${list}/try?number=${number}`)).body;
    expect(await tried("44901")).toMatchObject({ result: "0044901", refused: null });
    expect((await tried("44901")).steps[0]).toMatchObject({ outcome: "skipped", detail: "4490% is off." });

    const on = await admin("PATCH", `${list}/${first.id}`, { enabled: true });
    expect(on).toMatchObject({ status: 200, body: { id: first.id, action: "DENY", rule: "4490%", enabled: true } });
    expect(await tried("44901")).toMatchObject({ result: null, refused: "NUMBER_BLOCKED" });
    const { version } = await read(account, "destination");
    expect((await admin("PATCH", `${list}/${first.id}`, { enabled: true })).status).toBe(200);
    expect((await read(account, "destination")).version).toBe(version);
    await admin("PATCH", `${list}/${last.id}`, { enabled: false });
    expect((await read(account, "destination")).text).toBe("4490%\n%=>%\noff: 44|%=>0044%");
    expect(await tried("4412")).toMatchObject({ result: "4412" });
    // A new text of a rule that is off leaves it off.
    await admin("PATCH", `${list}/${last.id}`, { rule: "44|%=>00%" });
    const audited = (await admin("GET", `/audit?account=${account}&kind=translation-rules`)).body.items[0];
    expect(audited.after.rules).toEqual(["4490%", "%=>%", "off: 44|%=>00%"]);

    const { id: _, finding: __, ...gone } = (await read(account, "destination")).items[0];
    expect((await admin("DELETE", `${list}/${first.id}`)).status).toBe(204);
    expect(await admin("POST", list, { ...gone, index: 0 })).toMatchObject({ status: 201, body: { rule: "4490%" } });
    expect((await read(account, "destination")).text).toBe("4490%\n%=>%\noff: 44|%=>00%");
    expect((await admin("POST", list, { rule: "1%", index: 99 })).status).toBe(201);
    expect((await read(account, "destination")).text).toBe("4490%\n%=>%\noff: 44|%=>00%\n1%");
    // What is off may not be written twice either: either could be put on.
    expect((await admin("POST", list, { rule: "44%=>1%", enabled: false })).status).toBe(409);
    expect(faultsOf(await admin("PATCH", `${list}/${last.id}`, { action: "DENY" }))).toEqual(["rule"]);
  });

  it("refuse a pasted list with every wrong line named, and stay as they are", async () => {
    const account = await fresh();
    const put = await admin("PUT", path(account, "source"), { text: "44%=>%\n44~%=>%\n44%=>9%" });
    expect(put.status).toBe(422);
    expect(faultsOf(put)).toEqual(["text.2", "text.3"]);
    expect((await read(account, "source")).version).toBe(0);
    expect((await admin("PUT", path(account, "source"), { text: `${"1%=>%\n".repeat(3)}` })).status).toBe(422);
    const many = Array.from({ length: 10_001 }, (_, index) => `9${index}%`).join("\n");
    expect(faultsOf(await admin("PUT", path(account, "source"), { text: many }))).toEqual(["text"]);
  });

  it("hold ten thousand rules, each of which is read back, edited, told in the audit and obeyed by the next call", async () => {
    const account = await fresh();
    const rules = Array.from({ length: 9_999 }, (_, index) => `9${String(index).padStart(4, "0")}|%=>00%`);
    const text = [...rules, "%=>%"].join("\n");
    expect((await admin("PUT", path(account, "destination"), { text })).status).toBe(200);
    const full = await admin("POST", path(account, "destination"), { rule: "8%" });
    expect(full).toMatchObject({ status: 422, body: { error: { message: "A list has at most 10,000 rules." } } });
    const list = await read(account, "destination");
    expect(list.text).toBe(text);
    const tried = async (number: string) =>
      translateNumber(number, (await loadRules([account], ["destination"]))(account, "destination"), "destination");
    expect(await tried("900425551234")).toMatchObject({ kind: "translated", number: "005551234" });
    const one = list.items.find(({ rule }: { rule: string }) => rule === "90042|%=>00%");
    const edited = await admin("PATCH", `${path(account, "destination")}/${one.id}`, { rule: "90042%" });
    expect(edited.status).toBe(200);
    expect(await tried("900425551234")).toMatchObject({ kind: "refused", reason: "BLOCKED" });
    expect(await tried("900415551234")).toMatchObject({ kind: "translated", number: "005551234" });
    const newest = (await admin("GET", `/audit?account=${account}&kind=translation-rules`)).body.items[0];
    expect(newest).toMatchObject({ before: { rules: ["90042|%=>00%"] }, after: { rules: ["90042%"] } });
    expect((await admin("PUT", path(account, "destination"), { text: "44%=>%" })).status).toBe(200);
    expect(await tried("900415551234")).toMatchObject({ kind: "refused", reason: "NOT_ALLOWED" });
  });

  it("of ten thousand rules decide a number as a list of one does, looking at no more than its digits", () => {
    const rules = Array.from({ length: 10_000 }, (_, index) => ({
      action: "ALLOW" as const,
      rule: `9${index}|%=>00%`,
      enabled: true,
    }));
    const list = compileRules(rules);
    const asked: string[] = [];
    const get = (key: string) => {
      asked.push(key);
      return list.byKey.get(key);
    };
    expect(ruleFor("9999955512345", { ...list, byKey: { get } as never })?.rule).toBe("99999|%=>00%");
    expect(asked.length).toBeLessThanOrEqual(2 * 13);
  });

  it("refuse a second rule that asks the same, whichever way it is written", async () => {
    const account = await fresh();
    await admin("POST", path(account, "destination"), { rule: "44{12}|%=>%" });
    const twin = await admin("POST", path(account, "destination"), { rule: "4|4{12}%=>9%" });
    expect(twin).toMatchObject({ status: 409, body: { error: { fields: [{ path: "rule" }] } } });
    expect((await admin("POST", path(account, "destination"), { rule: "44{10}%=>%" })).status).toBe(201);
    expect((await admin("POST", path(account, "destination"), { rule: "44{12}%" })).status).toBe(201);
    const shadowed = (await read(account, "destination")).items.find(
      (one: { rule: string }) => one.rule === "44{12}|%=>%",
    );
    expect(shadowed.finding).toContain("Never used");
  });

  it("refuse what is not in the grammar, by field", async () => {
    const account = await fresh();
    for (const rule of ["", "44%=>", "44~%=>%", "44{x}%=>%"])
      expect(faultsOf(await admin("POST", path(account, "source"), { rule }))).toEqual(["rule"]);
    for (const rule of ["44%", "44|%=>%"])
      expect(faultsOf(await admin("POST", path(account, "cli"), { rule }))).toEqual(["rule"]);
  });

  it("never lose an edit: of two editors the second is told, of eight additions at once none goes missing silently", async () => {
    const account = await fresh();
    const seen = { headers: { "if-match": '"0"' } };
    expect((await admin("PUT", path(account, "source"), { text: "1%=>%" }, seen)).status).toBe(200);
    expect((await admin("PUT", path(account, "source"), { text: "2%=>%" }, seen)).status).toBe(409);
    expect((await read(account, "source")).text).toBe("1%=>%");
    const adds = await Promise.all(
      Array.from({ length: 8 }, (_, index) => admin("POST", path(account, "did-source"), { rule: `7${index}%=>%` })),
    );
    const kept = (await read(account, "did-source")).items.length - 1;
    expect(adds.filter(({ status }) => status === 201)).toHaveLength(kept);
    expect(adds.every(({ status }) => status === 201 || status === 409)).toBe(true);
  });

  it("are closed with their customer, and are nobody else's", async () => {
    const account = await fresh();
    expect((await admin("DELETE", `/customers/${account}`)).status).toBeLessThan(300);
    expect((await admin("POST", path(account, "source"), { rule: "44%=>%" })).status).toBe(409);
    expect((await admin("GET", path("C00000000", "source"))).status).toBe(404);
    expect((await admin("GET", path(account, "both"))).status).toBe(404);
  });

  it("leave a line in the audit with the rules before and after", async () => {
    const account = await fresh();
    await admin("PUT", path(account, "destination"), { text: "44%=>%" });
    await expect
      .poll(async () => (await admin("GET", `/audit?account=${account}`)).body.items, { timeout: 20_000 })
      .toContainEqual(
        expect.objectContaining({
          action: "translation-rules.change",
          subject: "destination",
          before: { rules: ["%=>%"] },
          after: { rules: ["44%=>%"] },
        }),
      );
  });
});

describe("trying a number", () => {
  it("shows each step with the rules that are kept, and with rules that are not", async () => {
    const account = await fresh();
    const kept = await admin("GET", `${path(account, "destination")}/try?number=%2B442071234567`);
    expect(kept.body).toMatchObject({ result: "+442071234567", refused: null });
    const tried = await admin("POST", `${path(account, "destination")}/try`, {
      number: "442071234567",
      text: "44{3}%=>1%\n44|%=>0044%",
    });
    expect(tried.body).toMatchObject({ result: "00442071234567", refused: null });
    expect(tried.body.steps.map(({ outcome }: { outcome: string }) => outcome)).toEqual(["skipped", "matched"]);
    const cli = await admin("POST", `${path(account, "cli")}/try`, { number: "4420", cli: "12", text: "44%=>99%" });
    expect(cli.body).toMatchObject({ number: "4420", result: "9912" });
    expect((await read(account, "destination")).version).toBe(0);
    expect(faultsOf(await admin("POST", `${path(account, "source")}/try`, { number: "1", text: "~" }))).toEqual([
      "text.1",
    ]);
  });
});
