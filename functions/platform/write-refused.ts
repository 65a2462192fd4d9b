import type { Cancellation } from "./cancellation.ts";

/** A write or transaction that DynamoDB refused, with what the refusal means. */
export class WriteRefused extends Error {
  readonly cancellation: Cancellation;
  constructor(cancellation: Cancellation, cause: unknown) {
    super(`write refused: ${cancellation.kind}`, { cause });
    this.name = "WriteRefused";
    this.cancellation = cancellation;
  }
}

/** Whether a write was refused because its condition does not hold: somebody else was first, or it stands already. */
export const isConditionFailed = (error: unknown): error is WriteRefused =>
  error instanceof WriteRefused && error.cancellation.kind === "condition";

/** Whether somebody wrote there meanwhile, or does at this moment. */
export const isTaken = (error: unknown): error is WriteRefused =>
  error instanceof WriteRefused && ["condition", "conflict"].includes(error.cancellation.kind);

/**
 * Whether a write was refused for what passes, others' writes or haste: reading and deciding again may succeed. Any other
 * refusal is a fault of ours.
 */
export const isRefusedForNow = (error: unknown): error is WriteRefused =>
  error instanceof WriteRefused && error.cancellation.kind !== "bug";
