import * as z from "zod";

/** Whether mail reaches anybody. */
export const MailSending = z
  .object({
    /**
     * `LOCAL`: this machine has no mail, the outbox is where it is read. `NOT_YET`: no mail was ever taken by the provider.
     * `WORKING`: one was.
     */
    state: z.enum(["LOCAL", "NOT_YET", "WORKING"]),
    /** When the provider took the first mail of all. */
    firstSentAt: z.string().nullable(),
  })
  .meta({ id: "MailSending" });
export type MailSending = z.infer<typeof MailSending>;

export const FirstSent = z.object({ firstSentAt: z.string() });

export function sendingOf(first: z.infer<typeof FirstSent> | undefined, isLocal: boolean): MailSending {
  if (first) return { state: "WORKING", firstSentAt: first.firstSentAt };
  return { state: isLocal ? "LOCAL" : "NOT_YET", firstSentAt: null };
}
