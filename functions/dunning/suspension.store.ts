import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { absent, get, put, queryAll, remove, unchanged, type Write } from "../platform/table.ts";

/** That a customer was suspended because an invoice was not paid; there until all of them are. */
const Suspension = z.object({
  account: z.string(),
  invoice: z.string(),
  at: z.string(),
  /** A person has changed the status since: what it is from then on is no more to be undone by a payment. */
  isLeftAlone: z.boolean().default(false),
});
export type Suspension = z.infer<typeof Suspension>;

export const suspensionOf = (account: string): Promise<Suspension | undefined> =>
  get(Suspension, keys.unpaidSuspension(account));

export const allSuspensions = (): Promise<Suspension[]> => queryAll(Suspension, { pk: keys.unpaidSuspension("").pk });

export const noteSuspension = (one: Omit<Suspension, "isLeftAlone">): Write =>
  put({ ...keys.unpaidSuspension(one.account), ...one }, absent);
/** Fails its condition where it was forgotten meanwhile, or the customer is suspended anew. */
export const forgetSuspension = ({ account, at }: Suspension): Write =>
  remove(keys.unpaidSuspension(account), unchanged("at", at));

/** Part of a person's change of the status. Fails its condition as above. */
export const leaveAlone = ({ account, at }: Suspension): Write => ({
  kind: "update",
  key: keys.unpaidSuspension(account),
  change: "SET #isLeftAlone = :yes",
  values: { yes: true },
  when: unchanged("at", at),
});
