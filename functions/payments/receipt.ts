/** Where a receipt lies: its name follows from the payment, so that it is written over, never beside. `made` says who makes it when it is asked for. */
export const receiptFile = (account: string, id: string) => ({
  fileName: `receipt-${id}.pdf`,
  contentType: "application/pdf",
  key: `mail/receipts/${account}/${id}.pdf`,
  made: "RECEIPT" as const,
});

/** Account and payment of a receipt's key. */
export function ofReceipt(key: string): { account: string; id: string } | undefined {
  const [, account, id] = /^mail\/receipts\/([^/]+)\/([^/]+)\.pdf$/.exec(key) ?? [];
  return account && id ? { account, id } : undefined;
}
