import type { OperatorApi } from "./operator-api.ts";

const day = 86_400_000;

/** Money of every kind at one customer, a mail, and a check of the ledger. Booked once, however often it is asked for. */
export async function setUpMoney(api: OperatorApi, account: string): Promise<void> {
  const path = `/customers/${account}/payments`;
  const book = (body: object, key: string) => api.post<{ id: string }>(path, body, `demo-money-${key}`);
  const cheque = { kind: "PAYMENT", amount: "40", method: "CHEQUE", reference: "Cheque 1177" };
  const { id } = await book(cheque, "cheque");
  await api.post(`${path}/${id}/reversal`, { note: "The bank did not honour it" }, "demo-money-bounced");
  await book({ kind: "CREDIT_ADD", amount: "5", note: "Two hours without service" }, "gift");
  const expiresAt = new Date(Math.ceil(Date.now() / day) * day + 7 * day).toISOString();
  const lent = { kind: "TEMP_CREDIT", amount: "25", note: "Until the bank transfer is here", expiresAt };
  const { items } = await api.get<{ items: { kind: string }[] }>(path);
  // Its end is reckoned from now, so that the same key would stand for another request after a day.
  if (!items.some(({ kind }) => kind === "TEMP_CREDIT")) await book(lent, "lent");
  await api.post("/mails", { to: "noc@demo.example" }, "demo-test-mail");
  await api.post("/ledger-checks", { full: true }, "demo-ledger-check");
}
