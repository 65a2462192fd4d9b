import { getCustomer } from "../customers/customer.store.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import { getUser } from "../users/user.store.ts";
import type { Login } from "./login.ts";

/** The person who signs in with the login. */
export async function personOf({
  kind,
  subject,
}: Login): Promise<{ email: string | null; name: string; company?: string } | undefined> {
  switch (kind) {
    case "admin":
      return getUser(subject);
    case "reseller":
      return getReseller(subject);
    case "customer":
      return getCustomer(subject);
  }
}

/** The person's address; null where none is known. */
export const emailOf = async (login: Login): Promise<string | null> => (await personOf(login))?.email ?? null;
