import { key } from "./key.ts";

/** Keys of alerts and webhooks; a part of `keys`. */
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
  webhook: (id: string) => key("WEBHOOKS", id),
  webhookDelivery: (id: string) => key(`WEBHOOKMSG#${id}`, "MSG"),
  /** Index partition of what was sent to an endpoint, newest last. */
  webhookDeliveries: (endpoint: string) => key(`WEBHOOKMSGS#${endpoint}`, ""),
  /** A delivery that is to be tried at an instant (epoch ms). */
  webhookDue: (dueMs: number, id: string) => key("WEBHOOKDUE", `${String(dueMs).padStart(14, "0")}#${id}`),
};
