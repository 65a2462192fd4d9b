import { type FactorRule, getFactorRule } from "../settings/settings.store.ts";
import { isWithoutFactor, type Principal, permissionsOf } from "./access.ts";
import { accountOf, type Login } from "./login.ts";

/** Who somebody is that signed in, by what is required of whom at this moment. */
export const principalOf = (login: Login, { secondFactorRequiredOf }: FactorRule): Principal => ({
  id: login.subject,
  username: login.username,
  kind: login.kind,
  permissions: permissionsOf(login.kind, login.permissions),
  lacksFactor: isWithoutFactor(login, secondFactorRequiredOf),
  ...accountOf(login),
});

export const principalNow = async (login: Login): Promise<Principal> => principalOf(login, await getFactorRule());
