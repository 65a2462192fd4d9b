import * as z from "zod";

/**
 * What a record in suspense can wait for: something that a person changes. Whoever changes it leaves a mark under the
 * same name in the same transaction, so that exactly the records that may be charged now are tried again.
 */
export const causes = {
  /** A rate, or the tariff at all. */
  tariff: (id: string) => `TARIFF#${id}`,
  /** The customer of an account code, whichever source sent it. */
  code: (code: string) => `CODE#${code}`,
  /** The customer of an address, by the /24 or /64 that it lies in. */
  network: (block: string) => `NETWORK#${block}`,
  sipUser: (login: string) => `SIPUSER#${login.toLowerCase()}`,
  /** The settings by which a source's records are judged. */
  source: (id: string) => `SOURCE#${id}`,
};

/** Causes that changed and whose records are still to be tried. */
export const CauseMark = z.object({
  causes: z.array(z.string()),
  /** Epoch ms of the change. */
  at: z.number().int(),
  /** Only records of this account. */
  account: z.string().nullable(),
  /** Epoch ms at which all of them had been tried once. */
  triedMs: z.number().int().optional(),
});
export type CauseMark = z.infer<typeof CauseMark>;
