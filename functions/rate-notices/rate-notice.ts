import * as z from "zod";
import { MailReason, MailStatus } from "../mail/mail.ts";
import { NoticeScope } from "./notice-scope.ts";

/** The news that a version of a tariff is for its customers: from which version to which, and who was told. */

const Counts = z.object({
  new: z.int(),
  increase: z.int(),
  decrease: z.int(),
  unchanged: z.int(),
  closed: z.int(),
});

const shown = {
  id: z.string(),
  tariffId: z.string(),
  /** Versions of the tariff that it leads from and to. */
  fromVersion: z.int(),
  toVersion: z.int(),
  /** Whether customers got the changes alone or their whole list of prices. */
  scope: NoticeScope.exclude(["OFF"]),
  status: z.enum(["QUEUED", "SENT"]),
  counts: Counts,
  /** From when the first change holds. */
  firstFrom: z.string(),
  /** Why an increase did not wait for the notice; null: none was early. */
  override: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** Customers that it was written to. */
  mails: z.int(),
};

export const StoredNotice = z.object({
  ...shown,
  tariffName: z.string(),
  currency: z.string(),
  owner: z.string().nullable(),
  /** Epoch ms of the publication: what "now" means in it. */
  atMs: z.int(),
  /** Account behind which the next part goes on. */
  after: z.string().nullable(),
  v: z.int(),
});
export type StoredNotice = z.infer<typeof StoredNotice>;

export const RateNotice = z.object(shown).meta({ id: "RateNotice" });
export const noticeShown = (notice: StoredNotice): z.infer<typeof RateNotice> => RateNotice.parse(notice);

export const NoticeDelivery = z.object({
  account: z.string(),
  mail: z.string(),
  to: z.array(z.string()),
  status: MailStatus,
  reason: MailReason.nullable(),
  /** How it left, as the mail itself says it. */
  via: z.enum(["SES", "OUTBOX"]).nullable(),
});

export const NoticeWithDeliveries = RateNotice.extend({ deliveries: z.array(NoticeDelivery) }).meta({
  id: "RateNoticeWithDeliveries",
});

/** A reason to raise a price before the notice is over. */
export const NoticeOverride = z.string().trim().min(3, "Must say why, in 3 characters or more.").max(300).optional();
