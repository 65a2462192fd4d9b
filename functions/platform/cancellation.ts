/**
 * What a refused transaction means, read from *all* its reasons. "Cancelled" never means "duplicate" by
 * itself: only the condition that failed can say that. Source: DynamoDB API reference, TransactWriteItems.
 */
export type Cancellation =
  /** Conditions failed at these write indexes; every other write was fine. Re-read and decide again. */
  | { kind: "condition"; indexes: number[] }
  /** Another writer was at the same items. Nothing was learnt: try again after a pause. */
  | { kind: "conflict" }
  /** Too fast. Back off. */
  | { kind: "throttled" }
  /** The request itself is wrong (size, duplicate item, validation): a bug, never retried. */
  | { kind: "bug"; detail: string };

export interface CancellationReason {
  Code?: string | undefined;
  Message?: string | undefined;
}

const throttles = new Set(["ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded"]);

/** Classifies the reasons of one TransactionCanceledException. The worst reason wins: bug, then throttle, then conflict, then condition. */
export function classifyCancellation(reasons: readonly CancellationReason[]): Cancellation {
  const codes = reasons.map((reason) => reason.Code ?? "None");
  const known = (code: string) =>
    code === "None" || code === "ConditionalCheckFailed" || code === "TransactionConflict" || throttles.has(code);
  const unknown = codes.findIndex((code) => !known(code));
  if (unknown >= 0) return { kind: "bug", detail: `${codes[unknown]}: ${reasons[unknown]?.Message ?? ""}` };
  if (codes.some((code) => throttles.has(code))) return { kind: "throttled" };
  if (codes.includes("TransactionConflict")) return { kind: "conflict" };
  const indexes = codes.flatMap((code, index) => (code === "ConditionalCheckFailed" ? [index] : []));
  return indexes.length > 0 ? { kind: "condition", indexes } : { kind: "bug", detail: "cancelled without a reason" };
}
