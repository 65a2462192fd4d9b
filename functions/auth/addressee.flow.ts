import { getCustomer } from "../customers/customer.store.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import { getUser } from "../users/user.store.ts";
import type { Login } from "./login.ts";

/** The address of the person who signs in with the login; null where none is known. */
export async function emailOf({ kind, subject }: Login): Promise<string | null> {
  switch (kind) {
    case "admin":
      return (await getUser(subject))?.email ?? null;
    case "reseller":
      return (await getReseller(subject))?.email ?? null;
    case "customer":
      return (await getCustomer(subject))?.email ?? null;
  }
}
