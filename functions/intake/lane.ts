import { hash } from "node:crypto";
import type { SwitchCdr } from "../cdrs/cdr.ts";
import type { CdrSource } from "./source.ts";

/** Calls that share a balance go through one lane of the stream, one after another, so that their postings do not collide. */

const lanes = 256;

/** Lane of an account, or of whatever else stands for it while it is not known: partition key of the stream. */
export const laneOf = (owner: string): string =>
  String(Number.parseInt(hash("sha256", owner, "hex").slice(0, 8), 16) % lanes);

/** What tells the caller in a record. Records with the same answer have the same customer, but for the dial prefix. */
export const callerKey = (cdr: SwitchCdr, source: CdrSource): string => {
  const said = { account: cdr.accountCode, ip: cdr.sourceIp, sipUser: cdr.sipUser }[source.customerBy];
  return `${source.id}\n${said ?? ""}`;
};
