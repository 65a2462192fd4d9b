import { Below } from "../ui/below.tsx";
import { Status } from "../ui/status.tsx";
import type { MailLine } from "./mail.api.ts";

const reasons: Record<NonNullable<MailLine["reason"]>, string> = {
  NO_ADDRESS: "the customer has no address for it",
  SWITCHED_OFF: "the customer is spared it",
  NO_SENDER: "there is no sender address",
  REJECTED: "the provider will not take it",
  GAVE_UP: "not taken after the last try",
  ATTACHMENT_MISSING: "its file is not there",
  ATTACHMENT_TOO_LARGE: "its files are too large",
};

const tones = { SENT: "ok", QUEUED: "neutral", FAILED: "bad", NOT_SENT: "warn" } as const;

/** What became of a mail, and why. */
export const MailState = ({ mail }: { mail: Pick<MailLine, "status" | "reason" | "via"> }) => (
  <>
    <Status
      value={mail.status}
      tone={tones[mail.status]}
      {...(mail.via === "OUTBOX" ? { label: "Kept in the outbox" } : {})}
    />
    <Below>{mail.reason ? reasons[mail.reason] : null}</Below>
  </>
);
