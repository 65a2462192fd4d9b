import type { Customer } from "../customers/customer.ts";
import { mailId } from "../mail/mail.ts";
import { mailWrites } from "../mail/outbox.flow.ts";
import { env } from "../platform/env.ts";
import type { Write } from "../platform/table.ts";
import { callsDeliveredWrites, newDelivery } from "../webhooks/emit.flow.ts";
import { addDelivery, allWebhooks } from "../webhooks/webhook.store.ts";
import type { StoredCallFile } from "./call-file.ts";
import type { CallFileSettings } from "./call-file-settings.ts";
import type { CallsDelivered } from "./calls-delivered.ts";

const linkOf = ({ account, id }: StoredCallFile): string =>
  `${env.PUBLIC_URL}/api/v1/customers/${account}/call-files/${id}/file`;

const deliveredOf = (file: StoredCallFile): CallsDelivered => {
  const { account, id, day, from, to, timeZone, revision, rows, charge, currency, fileName } = file;
  const of = { account, id, day, from, to, timeZone, revision, rows, charge, currency, fileName };
  return { ...of, bytes: file.bytes ?? 0, expiresAt: file.expiresAt ?? "", link: linkOf(file) };
};

function mailOf(file: StoredCallFile, customer: Customer, to: readonly string[], cause: string, at: number) {
  const { account, id, day, rows, charge, currency, fileName, revision, expiresAt } = file;
  const values = {
    customer: customer.company,
    ...{ account, day, file: fileName, calls: String(rows), charge: `${charge} ${currency}` },
    replaces: revision > 1 ? "It takes the place of the file that came before." : "",
    until: (expiresAt ?? "").slice(0, 10),
    link: `${env.PUBLIC_URL}/portal/call-files?file=${id}`,
  };
  return mailWrites({ kind: "CALL_FILE", cause, to, values, account }, at);
}

/**
 * What tells of a file that is there, for the transaction that says so: the file as it is then, and the writes. Their
 * conditions fail where this revision was told of so often before.
 */
export async function toldOf(
  file: StoredCallFile,
  { settings, customer }: { settings: CallFileSettings; customer: Customer },
  at: number,
): Promise<{ file: StoredCallFile; writes: Write[] }> {
  if (file.status !== "READY") return { file, writes: [] };
  const { emails, webhookUrl } = settings;
  const data = deliveredOf(file);
  const cause = `${file.account}/${file.id}/${file.revision}/${file.sends}`;
  const own = webhookUrl === null ? undefined : newDelivery(file.account, "calls.delivered", data, at);
  const told: StoredCallFile = {
    ...file,
    sends: file.sends + 1,
    mailId: emails.length > 0 ? mailId("CALL_FILE", cause) : null,
    messageId: own?.id ?? null,
  };
  const mail = emails.length > 0 ? await mailOf(file, customer, emails, cause, at) : [];
  const hooks = [...(own ? addDelivery(own) : []), ...callsDeliveredWrites(data, await allWebhooks(), at)];
  return { file: told, writes: [...mail, ...hooks] };
}
