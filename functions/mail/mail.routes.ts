import { Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
import { downloadUrl } from "../platform/files.ts";
import {
  decodeCursor,
  doc,
  encodeCursor,
  type HttpVariables,
  isLocal,
  PageQuery,
  pageOf,
  valid,
} from "../platform/http.ts";
import { mailShown, sendAgain, sendTest, switchMails } from "./mail.flow.ts";
import { firstSent, listMails, switchesOf } from "./mail.store.ts";
import { Mail, MailFilters, MailSummary, mailOf, type StoredMail, summaryOf } from "./mail.ts";
import { MailSending, sendingOf } from "./mail-sending.ts";
import { MailSwitches } from "./mail-switch.ts";
import { TestMail } from "./test-mail.ts";

const MailQuery = PageQuery.extend(MailFilters.shape);

async function shown(mail: StoredMail) {
  const urls = mail.attachments.map(({ key, fileName }) => downloadUrl({ bucket: "files", key }, fileName));
  return mailOf(mail, await Promise.all(urls), isLocal);
}

async function page(account: string | undefined, asked: { limit: number; cursor?: string | undefined } & MailFilters) {
  const { mails, after } = await listMails(account, { limit: asked.limit, after: decodeCursor(asked.cursor) });
  const fits = ({ status, kind }: StoredMail) => (asked.status ?? status) === status && (asked.kind ?? kind) === kind;
  return { items: mails.filter(fits).map(summaryOf), nextCursor: encodeCursor(after) };
}

/** `/mails`: what was written to people, and what became of it. */
export const mailRoutes = new Hono<{ Variables: AuthVariables & AccountVariables & HttpVariables }>()
  .get(
    "/mails",
    doc("List mails, newest first; with a filter a page may be short and have more behind it", pageOf(MailSummary)),
    may("money:read"),
    valid("query", MailQuery),
    async (c) => c.json(await page(undefined, c.req.valid("query"))),
  )
  .get("/mails/sending", doc("Say whether mail reaches anybody yet", MailSending), may("money:read"), async (c) =>
    c.json(sendingOf(await firstSent(), isLocal)),
  )
  .get("/mails/:id", doc("Read a mail and what became of it", Mail), may("money:read"), async (c) =>
    c.json(await shown(await mailShown(c.req.param("id")))),
  )
  .post("/mails/:id/send", doc("Have a mail sent again as it was written", Mail, 202), may("money:write"), async (c) =>
    c.json(await shown(await sendAgain(await mailShown(c.req.param("id")), signedIn(c), now())), 202),
  )
  .post("/mails", doc("Send a test mail", Mail, 202), may("settings:write"), valid("json", TestMail), async (c) => {
    const cause = c.req.header("idempotency-key") ?? crypto.randomUUID();
    return c.json(await shown(await sendTest(c.req.valid("json").to, `${signedIn(c).id} ${cause}`, now())), 202);
  })
  .get(
    "/customers/:account/mails",
    doc("List a customer's mails, newest first", pageOf(MailSummary)),
    may("money:read"),
    ofAccount,
    valid("query", MailQuery),
    async (c) => c.json(await page(c.var.customer.account, c.req.valid("query"))),
  )
  .get(
    "/customers/:account/mails/:id",
    doc("Read one of a customer's mails", Mail),
    may("money:read"),
    ofAccount,
    async (c) => c.json(await shown(await mailShown(c.req.param("id"), c.var.customer.account))),
  )
  .get(
    "/customers/:account/mail-switches",
    doc("Say which kinds of mail a customer is spared", MailSwitches),
    may("customers:read"),
    ofAccount,
    async (c) => c.json(await switchesOf(c.var.customer.account)),
  )
  .put(
    "/customers/:account/mail-switches",
    doc("Spare a customer some kinds of mail", MailSwitches),
    may("customers:write"),
    ofAccount,
    valid("json", MailSwitches),
    async (c) => c.json(await switchMails(c.var.customer.account, c.req.valid("json"), signedIn(c), now())),
  );
