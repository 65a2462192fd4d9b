import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { getMail, listMails } from "../functions/mail/mail.store.ts";
import { mailId, mostTries, pauseAfterTry, type StoredMail } from "../functions/mail/mail.ts";
import { mailToCustomer, mailWrites } from "../functions/mail/outbox.flow.ts";
import { outcomeOf, sendDueMails } from "../functions/mail/send-mails.flow.ts";
import { MailKind, mailKinds, previewOf, templateOf, unknownNames, worded } from "../functions/mail/template.ts";
import { makeReceipt } from "../functions/payments/receipt.flow.ts";
import { now } from "../functions/platform/clock.ts";
import { putFile } from "../functions/platform/files.ts";
import { transact } from "../functions/platform/table.ts";
import { WriteRefused } from "../functions/platform/write-refused.ts";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff } from "./support/customers.ts";

let admin: Caller;
beforeAll(async () => {
  admin = await staff();
});

const sendAll = () => sendDueMails(now() + 3_600_000, { RECEIPT: makeReceipt });
const reset = (cause: string, to = ["someone@example.net"]) =>
  mailWrites(
    { kind: "PASSWORD_RESET", cause, to, values: { username: "x", link: "https://a/b", minutes: "30" } },
    now(),
  );

async function aMail(over: Partial<Parameters<typeof mailWrites<"TEST">>[0]> = {}): Promise<StoredMail> {
  const cause = uniqueName();
  await transact(
    await mailWrites({ kind: "TEST", cause, to: ["someone@example.net"], values: { at: "now" }, ...over }, now()),
  );
  const mail = await getMail(mailId("TEST", cause));
  if (!mail) throw new Error("the mail is not there");
  return mail;
}

describe("the outbox", () => {
  it("has one mail for a cause, however often it is told of", async () => {
    const cause = uniqueName();
    const tries = await Promise.allSettled(Array.from({ length: 8 }, async () => transact(await reset(cause))));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of tries) if (one.status === "rejected") expect(one.reason).toBeInstanceOf(WriteRefused);
    const [due, again] = [await getMail(mailId("PASSWORD_RESET", cause)), await getMail(mailId("TEST", cause))];
    expect(due).toMatchObject({ status: "QUEUED", to: ["someone@example.net"], tries: 0 });
    expect(again).toBeUndefined();
  });

  it("sends a mail once, however many runs look at the same time", async () => {
    const mails = await Promise.all(Array.from({ length: 6 }, () => aMail()));
    await Promise.all([sendAll(), sendAll(), sendAll()]);
    for (const { id } of mails) {
      const mail = await getMail(id);
      expect(mail).toMatchObject({ status: "SENT", via: "OUTBOX", tries: 1, dueMs: null, leaseMs: 0 });
      expect(mail?.log.map(({ event }) => event)).toEqual(["QUEUED", "SENT"]);
    }
  });

  it("says why a mail is not sent: no file, or files that mail does not carry", async () => {
    const file = { fileName: "a.pdf", contentType: "application/pdf", key: `mail/${uniqueName()}` };
    const large = { ...file, key: `mail/${uniqueName()}` };
    await putFile({ bucket: "files", key: large.key }, new Uint8Array(16 * 1024 * 1024), "application/pdf");
    const [missing, tooLarge] = [await aMail({ attachments: [file] }), await aMail({ attachments: [large] })];
    await sendAll();
    expect(await getMail(missing.id)).toMatchObject({ status: "FAILED", reason: "ATTACHMENT_MISSING" });
    expect(await getMail(tooLarge.id)).toMatchObject({ status: "FAILED", reason: "ATTACHMENT_TOO_LARGE" });
    await putFile({ bucket: "files", key: file.key }, "there", "application/pdf");
    expect((await admin("POST", `/mails/${missing.id}/send`)).status).toBe(202);
    await sendAll();
    const { body } = await admin("GET", `/mails/${missing.id}`);
    expect(body).toMatchObject({ status: "SENT", reason: null, attachments: [{ fileName: "a.pdf" }] });
    expect(await (await fetch(body.attachments[0].url)).text()).toBe("there");
    expect(body.log.map(({ event }: { event: string }) => event)).toEqual(["QUEUED", "FAILED", "AGAIN", "SENT"]);
  });

  it.each([
    { posted: { kind: "NO_SENDER" }, becomes: { status: "NOT_SENT", reason: "NO_SENDER", dueMs: null } },
    { posted: { kind: "REJECTED", detail: "no" }, becomes: { status: "FAILED", reason: "REJECTED", dueMs: null } },
    { posted: { kind: "SENT", providerId: "p1" }, becomes: { status: "SENT", via: "SES", providerId: "p1" } },
    { posted: { kind: "LATER", detail: "slow" }, becomes: { status: "QUEUED", reason: null, dueMs: 60_000 } },
  ] as const)("of $posted.kind it becomes $becomes.status", async ({ posted, becomes }) => {
    expect(outcomeOf({ ...(await aMail()), tries: 1 }, posted, 0)).toMatchObject(becomes);
  });

  it("tries again at growing intervals and gives up after the last", async () => {
    const mail = { ...(await aMail()), tries: mostTries };
    expect(outcomeOf(mail, { kind: "LATER", detail: "slow" }, 0)).toMatchObject({
      status: "FAILED",
      reason: "GAVE_UP",
    });
    const pauses = Array.from({ length: mostTries }, (_, n) => pauseAfterTry(n + 1));
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  });

  it("keeps what opens a door no longer than until it is sent, and does not send it twice", async () => {
    const cause = uniqueName();
    await transact(await reset(cause));
    const mail = await getMail(mailId("PASSWORD_RESET", cause));
    expect(mail?.text).toContain("https://a/b");
    if (mail) expect(outcomeOf(mail, { kind: "SENT", providerId: "p" }, 0).text).toBe("");
    await sendAll();
    expect((await admin("POST", `/mails/${mail?.id}/send`)).status).toBe(409);
  });
});

describe("mail to a customer", () => {
  const receipt = (cause: string) => ({
    kind: "RECEIPT" as const,
    cause,
    values: { account: "", currency: "EUR", balance: "1", amount: "1", method: "CASH", reference: "", date: "" },
  });

  it("goes to its address for the kind; without one, or switched off, it stands in the log with the reason", async () => {
    const customer = await aCustomer(admin, await aTariff(admin), { emails: { billing: "pay@example.net" } });
    const mailed = async () => {
      const cause = uniqueName();
      await transact(await mailToCustomer(customer, receipt(cause), now()));
      return getMail(mailId("RECEIPT", cause));
    };
    expect(await mailed()).toMatchObject({ status: "QUEUED", to: ["pay@example.net"], account: customer.account });
    const path = `/customers/${customer.account}/mail-switches`;
    expect((await admin("PUT", path, { off: ["PASSWORD_RESET"] })).status).toBe(422);
    expect((await admin("PUT", path, { off: ["RECEIPT"] })).body).toEqual({ off: ["RECEIPT"] });
    expect(await mailed()).toMatchObject({ status: "NOT_SENT", reason: "SWITCHED_OFF" });
    const other = await aCustomer(admin, await aTariff(admin));
    await transact(await mailToCustomer(other, receipt(uniqueName()), now()));
    const { mails } = await listMails(other.account, { limit: 5, after: undefined });
    expect(mails).toMatchObject([{ status: "NOT_SENT", reason: "NO_ADDRESS" }]);
    const listed = (await admin("GET", `/customers/${customer.account}/mails?status=NOT_SENT`)).body.items;
    expect(listed).toMatchObject([{ reason: "SWITCHED_OFF" }]);
    expect((await admin("GET", `/customers/${customer.account}/mails/${mails[0]?.id}`)).status).toBe(404);
  });
});

describe("wording", () => {
  it.each(MailKind.options)("%s is worded with names that it knows, and its preview has a value for each", (kind) => {
    const { subject, text } = templateOf(kind, undefined);
    expect(unknownNames(kind, { subject, text })).toEqual([]);
    const shown = previewOf(kind, { subject, text });
    expect(`${shown.subject}${shown.text}`).not.toMatch(/\{\{|undefined/);
  });

  it("takes the operator's words, refuses names that it does not know, and notices two editors", async () => {
    const path = "/mail-templates/LOW_BALANCE";
    const before = (await admin("GET", "/mail-templates")).body.items.find(
      (one: { kind: string }) => one.kind === "LOW_BALANCE",
    );
    const unknown = await admin("PUT", path, { subject: "S", text: "{{who}} owes {{available}}" });
    expect(unknown.status).toBe(422);
    expect(unknown.body.error.fields[0].message).toContain("{{who}}");
    const words = { subject: "Only {{available}} left", text: "Dear {{customer}}" };
    const preview = (await admin("POST", `${path}/preview`, words)).body;
    expect(preview).toEqual({ subject: "Only 4.20 left", text: "Dear Acme Voice" });
    const seen = { headers: { "if-match": `"${before.version}"` } };
    expect((await admin("PUT", path, words, seen)).body).toMatchObject({ ...words, version: before.version + 1 });
    expect((await admin("PUT", path, words, seen)).status).toBe(409);
    const weak = { headers: { "if-match": `W/"${before.version}"` } };
    expect((await admin("PUT", path, words, weak)).status).toBe(409);
    expect((await admin("PUT", path, words, { headers: { "if-match": '"newest"' } })).status).toBe(400);
  });

  it("a value is text: what looks like a name in it stays, and a line break does not break the subject", () => {
    const wording = { subject: "For {{customer}}", text: "{{customer}}" };
    fc.assert(
      fc.property(fc.string(), (customer) => {
        const said = worded(wording, { customer, operator: "X" });
        expect(said.subject).not.toMatch(/[\r\n]/);
        expect(said.text).toBe(customer.trim());
      }),
    );
    expect(worded(wording, { customer: "{{operator}}", operator: "X" }).text).toBe("{{operator}}");
  });

  it("a test mail of one key is one mail", async () => {
    const ask = () => admin("POST", "/mails", { to: "me@example.net" }, { headers: { "idempotency-key": "one" } });
    const [first, second] = [await ask(), await ask()];
    expect(first).toMatchObject({ status: 202, body: { kind: "TEST", status: "QUEUED" } });
    expect(second.body.id).toBe(first.body.id);
    expect(Object.keys(mailKinds)).toContain(first.body.kind);
  });
});
