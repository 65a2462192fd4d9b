import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sendingOf } from "../functions/mail/mail-sending.ts";
import type { Letter, Posted } from "../functions/platform/mailer.ts";
import { createTable } from "./support/table.ts";

vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: "switchbook-mailer" }));

/** What the stand-in for SES answers next, and what it was asked. */
let answer: { status: number; type?: string } = { status: 200 };
const asked: { path: string; body: Record<string, unknown> }[] = [];
let server: Server;
let staff: typeof import("./support/api.ts").staff;
let sendDueMails: typeof import("../functions/mail/send-mails.flow.ts").sendDueMails;
let post: (letter: Letter) => Promise<Posted>;

const makers = { RECEIPT: () => Promise.resolve(false) };

beforeAll(async () => {
  server = createServer((request, reply) => {
    let text = "";
    request.on("data", (piece) => {
      text += piece;
    });
    request.on("end", () => {
      asked.push({ path: request.url ?? "", body: JSON.parse(text) });
      const headers = {
        "content-type": "application/json",
        ...(answer.type ? { "x-amzn-errortype": answer.type } : {}),
      };
      reply.writeHead(answer.status, headers);
      reply.end(JSON.stringify(answer.type ? { message: "not taken" } : { MessageId: "ses-1" }));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  process.env["MAIL_FROM"] = "Billing <billing@example.net>";
  process.env["AWS_ENDPOINT_URL_SESV2"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Read once, where the module is loaded: so it is loaded now.
  ({ post } = await import("../functions/platform/mailer.ts"));
  ({ staff } = await import("./support/api.ts"));
  ({ sendDueMails } = await import("../functions/mail/send-mails.flow.ts"));
});
afterAll(() => server.close());

const letter: Letter = {
  to: ["pay@example.net"],
  replyTo: "support@example.net",
  subject: "Žluťoučký €",
  text: "Text",
  attachments: [{ fileName: "receipt.pdf", contentType: "application/pdf", bytes: Buffer.from("%PDF-") }],
};

describe("SES", () => {
  it("is handed sender, receiver, reply address, text and files, and names the mail", async () => {
    answer = { status: 200 };
    expect(await post(letter)).toEqual({ kind: "SENT", providerId: "ses-1" });
    const { path, body } = asked.at(-1) ?? { path: "", body: {} };
    expect(path).toBe("/v2/email/outbound-emails");
    expect(body).toMatchObject({
      FromEmailAddress: "Billing <billing@example.net>",
      Destination: { ToAddresses: ["pay@example.net"] },
      ReplyToAddresses: ["support@example.net"],
      Content: {
        Simple: {
          Subject: { Data: "Žluťoučký €", Charset: "UTF-8" },
          Body: { Text: { Data: "Text" } },
          Attachments: [{ FileName: "receipt.pdf", RawContent: Buffer.from("%PDF-").toString("base64") }],
        },
      },
    });
  });

  it.each([
    { type: "MessageRejected", status: 400, kind: "REJECTED" },
    { type: "BadRequestException", status: 400, kind: "REJECTED" },
    { type: "SendingPausedException", status: 400, kind: "LATER" },
    { type: "MailFromDomainNotVerifiedException", status: 400, kind: "LATER" },
    { type: "TooManyRequestsException", status: 429, kind: "LATER" },
  ])("that says $type has it $kind", async ({ type, status, kind }) => {
    answer = { status, type };
    expect(await post(letter)).toMatchObject({ kind, detail: expect.stringContaining(type) });
  });
});

describe("whether mail reaches anybody", () => {
  it("is said from the first mail on that the provider took, not from one that it refused", async () => {
    await createTable("switchbook-mailer");
    const admin = await staff();
    const sending = async () => (await admin("GET", "/mails/sending")).body;
    const sendTest = async (to: string) => {
      expect((await admin("POST", "/mails", { to })).status).toBe(202);
      await sendDueMails(Date.now() + 3_600_000, makers);
    };
    answer = { status: 400, type: "MessageRejected" };
    await sendTest("a@example.net");
    expect(await sending()).toEqual({ state: "LOCAL", firstSentAt: null });
    answer = { status: 200 };
    await sendTest("b@example.net");
    const first = await sending();
    expect(first).toEqual({ state: "WORKING", firstSentAt: expect.stringMatching(/^20/) });
    await sendTest("c@example.net");
    expect(await sending()).toEqual(first);
  });

  it("is not yet so in a deployment from which no mail has gone, and no question on one machine", () => {
    expect(sendingOf(undefined, false)).toEqual({ state: "NOT_YET", firstSentAt: null });
    expect(sendingOf(undefined, true)).toEqual({ state: "LOCAL", firstSentAt: null });
  });
});
