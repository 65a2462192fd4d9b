import { key } from "./key.ts";

/** Keys of alerts, webhooks and files of calls; a part of `keys`. */
export const alertKeys = {
  /** What a customer was told of its balance. */
  balanceAlert: (account: string) => key(`ACC#${account}`, "BALANCEALERT"),
  /** What a customer spent within the last hour. */
  spendWatch: (account: string) => key(`ACC#${account}`, "SPENDWATCH"),
  /** When what customers spend was last looked at, of all of them. */
  spendRun: () => key("SPENDRUN", "SPENDRUN"),
  /** Index partition of the customers that want to be told. */
  watchedBalances: () => key("WATCHED", ""),
  /** One that is open, by its cause. */
  openAlert: (kind: string, subject: string) => key("ALERTS", `${kind}#${subject}`),
  closedAlert: (at: string, id: string) => key("CLOSEDALERTS", `${at}#${id}`),
  /** Which alerts somebody gets by e-mail. */
  alertMails: (user: string) => key("ALERTMAILS", user),
  /** Calls of a customer to test numbers on a day (UTC). */
  testCalls: (day: string, account: string) => key("TESTCALLS", `${day}#${account}`),
  webhook: (id: string) => key("WEBHOOKS", id),
  /** A customer's own endpoint. */
  customerWebhook: (account: string) => key(`ACC#${account}`, "WEBHOOK"),
  webhookDelivery: (id: string) => key(`WEBHOOKMSG#${id}`, "MSG"),
  /** Index partition of what was sent to an endpoint, newest last. */
  webhookDeliveries: (endpoint: string) => key(`WEBHOOKMSGS#${endpoint}`, ""),
  /** A delivery that is to be tried at an instant (epoch ms). */
  webhookDue: (dueMs: number, id: string) => key("WEBHOOKDUE", `${String(dueMs).padStart(14, "0")}#${id}`),
  /** How a customer wants the files of its calls. */
  callFiles: (account: string) => key(`ACC#${account}`, "CALLFILES"),
  /** Index partition of the customers that want any, by the instant at which the next is due. */
  callFilesDue: () => key("CALLFILESDUE", ""),
  /** One of a customer's files, by its beginning. */
  callFile: (account: string, id: string) => key(`CALLFILES#${account}`, id),
};
