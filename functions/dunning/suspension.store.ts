import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { absent, get, put, queryAll, remove, type Write } from "../platform/table.ts";

/** That a customer was suspended because an invoice was not paid; there until all of them are. */
const Suspension = z.object({ account: z.string(), invoice: z.string(), at: z.string() });
export type Suspension = z.infer<typeof Suspension>;

export const suspensionOf = (account: string): Promise<Suspension | undefined> =>
  get(Suspension, keys.unpaidSuspension(account));

export const allSuspensions = (): Promise<Suspension[]> => queryAll(Suspension, { pk: keys.unpaidSuspension("").pk });

export const noteSuspension = (one: Suspension): Write =>
  put({ ...keys.unpaidSuspension(one.account), ...one }, absent);
export const forgetSuspension = (account: string): Write => remove(keys.unpaidSuspension(account));
