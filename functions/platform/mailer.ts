import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { env } from "./env.ts";

/** A mail as it leaves. */
export interface Letter {
  to: readonly string[];
  replyTo: string | null;
  subject: string;
  text: string;
  attachments: readonly { fileName: string; contentType: string; bytes: Uint8Array }[];
}

/**
 * SENT with the provider's name for it; OUTBOX where this machine has no mail and the outbox is where it is read;
 * NO_SENDER where a deployment has no sender address; REJECTED: it will never be taken; LATER: it may be taken later.
 */
export type Posted =
  | { kind: "SENT"; providerId: string }
  | { kind: "OUTBOX" }
  | { kind: "NO_SENDER" }
  | { kind: "REJECTED" | "LATER"; detail: string };

/** Answers of SES that no later try changes. */
const final = new Set(["MessageRejected", "BadRequestException", "NotFoundException"]);

const client = new SESv2Client({ region: env.AWS_REGION, maxAttempts: 3 });

const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });

const commandOf = (letter: Letter, from: string) =>
  new SendEmailCommand({
    FromEmailAddress: from,
    Destination: { ToAddresses: [...letter.to] },
    ...(letter.replyTo ? { ReplyToAddresses: [letter.replyTo] } : {}),
    Content: {
      Simple: {
        Subject: utf8(letter.subject),
        Body: { Text: utf8(letter.text) },
        Attachments: letter.attachments.map(({ fileName, contentType, bytes }) => ({
          FileName: fileName,
          ContentType: contentType,
          RawContent: bytes,
        })),
      },
    },
  });

/** Hands a mail over. Never throws for what the provider answers: that is an outcome. */
export async function post(letter: Letter): Promise<Posted> {
  if (env.MAIL_FROM === undefined) return env.STAGE === "local" ? { kind: "OUTBOX" } : { kind: "NO_SENDER" };
  try {
    const { MessageId } = await client.send(commandOf(letter, env.MAIL_FROM));
    return { kind: "SENT", providerId: MessageId ?? "" };
  } catch (error) {
    const { name, message } = error as Error;
    return { kind: final.has(name) ? "REJECTED" : "LATER", detail: `${name}: ${message}` };
  }
}
