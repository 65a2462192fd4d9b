import * as z from "zod";

/** Whom a setting about signing in can name: the operator's staff, resellers, customers. */

export const people = ["STAFF", "RESELLERS", "CUSTOMERS"] as const;
export type People = (typeof people)[number];

type PersonKind = "admin" | "reseller" | "customer";

export const peopleOf: Record<PersonKind, People> = { admin: "STAFF", reseller: "RESELLERS", customer: "CUSTOMERS" };

/** Value of such a setting. Nobody is named twice. */
export const NamedPeople = z
  .array(z.enum(people, { error: `Must be of ${people.join(", ")}.` }))
  .max(people.length, "Must not name anybody twice.")
  .refine((names) => new Set(names).size === names.length, "Must not name anybody twice.");

export const isNamed = (kind: PersonKind, named: readonly People[]): boolean => named.includes(peopleOf[kind]);
