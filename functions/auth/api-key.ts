import * as z from "zod";
import { covers, networkText, parseNetwork } from "../devices/ip-network.ts";
import { permissions } from "./access.ts";

/**
 * A key is how a machine signs in: an id that may be seen and a secret that is shown once. A switch that cannot set
 * headers sends both as Basic.
 */

const networkRule = "Must be an IP address or network such as 192.0.2.7 or 192.0.2.0/24.";
export const AllowedNetwork = z
  .string({ error: networkRule })
  .max(50, networkRule)
  .refine((text) => parseNetwork(text) !== undefined, networkRule)
  .overwrite((text) => {
    const network = parseNetwork(text);
    return network ? networkText(network) : text;
  });

export const NewApiKey = z
  .strictObject({
    name: z.string("Required.").trim().min(1, "Required.").max(60, "Must be at most 60 characters."),
    scopes: z.array(z.enum(permissions)).min(1, "Must name at least one scope.").max(permissions.length),
    allowedIps: z.array(AllowedNetwork).max(50).default([]).meta({ description: "Empty = from anywhere." }),
    sources: z
      .array(z.string().min(1).max(64))
      .min(1, "Must name a source, or be left out for all.")
      .max(100)
      .optional()
      .meta({ description: "CDR sources that the key may deliver for. Left out = all." }),
    expiresAt: z.iso.datetime().optional(),
  })
  .meta({ id: "NewApiKey" });
export type NewApiKey = z.infer<typeof NewApiKey>;

/** What a customer or a reseller asks for: none of its keys delivers records. */
export const NewOwnApiKey = NewApiKey.omit({ sources: true }).meta({ id: "NewOwnApiKey" });
export type NewOwnApiKey = z.infer<typeof NewOwnApiKey>;

export const ApiKey = NewApiKey.extend({
  id: z.string(),
  /** The customer or reseller that it belongs to, and reaches alone; null for the operator's. */
  account: z.string().nullable().default(null),
  createdAt: z.string(),
  createdBy: z.string(),
  revokedAt: z.string().nullable(),
})
  .strip()
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof ApiKey>;

/** The secret in an answer: there once, null when the answer is repeated. */
export const ApiKeyWithSecret = ApiKey.extend({ secret: z.string().nullable() }).meta({ id: "ApiKeyWithSecret" });

/** The secret carries the id, so that Bearer alone finds the key: `sbk_<26 of the id>_<43 random>`. */
export const secretOf = (id: string, token: string): string => `sbk_${id.slice(-26)}_${token}`;
export const idOfSecret = (secret: string): string | undefined => {
  const parts = /^sbk_([0-9A-Z]{26})_[A-Za-z0-9_-]{43}$/.exec(secret);
  return parts ? `key_${parts[1]}` : undefined;
};

export const isUsable = (key: ApiKey, at: number): boolean =>
  key.revokedAt === null && (key.expiresAt === undefined || at < Date.parse(key.expiresAt));

/** Whether the key may be used from there. A key with a list is useless where the address is not known. */
export function allowsAddress(key: ApiKey, ip: string | undefined): boolean {
  if (key.allowedIps.length === 0) return true;
  const address = ip === undefined ? undefined : parseNetwork(ip);
  return key.allowedIps.some((allowed) => {
    const network = parseNetwork(allowed);
    return address !== undefined && network !== undefined && covers(network, address);
  });
}
