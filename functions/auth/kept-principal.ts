import * as z from "zod";
import { type Principal, permissions } from "./access.ts";

/** Whoever began a job, kept with it: what the job does later is done, and stands in the audit, in their name. */
export const KeptPrincipal = z.object({
  id: z.string(),
  kind: z.enum(["admin", "reseller", "customer", "key"]),
  account: z.string().optional(),
  permissions: z.array(z.enum(permissions)),
  switched: z.object({ by: z.string(), byKind: z.enum(["admin", "reseller"]) }).optional(),
});
export type KeptPrincipal = z.infer<typeof KeptPrincipal>;

export const keptPrincipal = (principal: Principal): KeptPrincipal => KeptPrincipal.parse(principal);

export const principalOf = ({ account, switched, ...kept }: KeptPrincipal): Principal => ({
  ...kept,
  ...(account === undefined ? {} : { account }),
  ...(switched ? { switched } : {}),
});
