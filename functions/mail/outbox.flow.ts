import type { Customer } from "../customers/customer.ts";
import { isoInstant } from "../platform/clock.ts";
import type { Write } from "../platform/table.ts";
import { getSettings } from "../settings/settings.store.ts";
import { addMail, ownWording, switchesOf } from "./mail.store.ts";
import { type MailAttachment, type MailReason, mailId, type StoredMail } from "./mail.ts";
import { addressOf, isSecret, type MailKind, templateOf, type ValuesOf, worded } from "./template.ts";

/** A mail that something gives cause to. */
export interface MailOrder<K extends MailKind = MailKind> {
  kind: K;
  /** What it follows from, such as the payment's id: the same cause makes the same mail, once. */
  cause: string;
  to: readonly string[];
  values: ValuesOf<K>;
  account?: string;
  attachments?: readonly MailAttachment[];
}

/** What keeps a mail from being sent, known before it is tried. */
const heldBack = ({ to }: MailOrder, isOff: boolean): MailReason | undefined =>
  isOff ? "SWITCHED_OFF" : to.length === 0 ? "NO_ADDRESS" : undefined;

/** The mail of an order. One that will not be sent is kept too, so that nobody wonders why nothing came. */
async function mailFor<K extends MailKind>(order: MailOrder<K>, at: number): Promise<StoredMail> {
  const { kind, cause, account, to, attachments = [] } = order;
  const [settings, own, switches] = await Promise.all([
    getSettings(),
    ownWording(kind),
    account ? switchesOf(account) : undefined,
  ]);
  const common = { operator: settings.companyName, support: settings.supportEmail ?? "", customer: "" };
  const { subject, text } = worded(templateOf(kind, own), { ...common, ...(order.values as Record<string, string>) });
  const reason = heldBack(order, switches?.off.includes(kind) ?? false) ?? null;
  const status = reason ? "NOT_SENT" : "QUEUED";
  const createdAt = isoInstant(at);
  return {
    ...{ id: mailId(kind, cause), kind, cause, account: account ?? null, to: [...to] },
    ...{ subject, text, secret: isSecret(kind), attachments: [...attachments] },
    ...{ status, reason, tries: 0, createdAt, sentAt: null, via: null, providerId: null },
    log: [{ at: createdAt, event: status, detail: reason ?? "" }],
    ...{ dueMs: reason ? null : at, leaseMs: 0, v: 1 },
  };
}

/**
 * The writes that put a mail into the outbox, for the transaction of its cause: two at most. Their condition fails when
 * this cause has had its mail.
 */
export const mailWrites = async <K extends MailKind>(order: MailOrder<K>, at: number): Promise<Write[]> =>
  addMail(await mailFor(order, at));

/** The same for a customer: to the address that it has for this kind, unless it is spared it. */
export function mailToCustomer<K extends MailKind>(
  customer: Pick<Customer, "account" | "company" | "email" | "emails">,
  order: Omit<MailOrder<K>, "to" | "account">,
  at: number,
): Promise<Write[]> {
  const field = addressOf(order.kind);
  // Prices go only where the customer wants them; money goes to whom we know.
  const address =
    field === null ? customer.email : (customer.emails[field] ?? (field === "billing" ? customer.email : null));
  const values = { customer: customer.company, ...order.values };
  return mailWrites({ ...order, values, to: address ? [address] : [], account: customer.account } as MailOrder<K>, at);
}
