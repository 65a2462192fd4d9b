import { type Caller, goodPassword, signInAs, uniqueName } from "./api.ts";
import { aCustomer, aTariff } from "./customers.ts";

export interface ResellerWorld {
  account: string;
  username: string;
  /** The reseller itself, signed in. */
  api: Caller;
  /** A tariff of its own, in EUR. */
  tariff: string;
}

/** What a reseller is added with; the tariff is one of whoever adds it. */
export const resellerBody = (tariffId: string) => ({
  company: "Hill & Dale",
  name: "Rita Hill",
  username: uniqueName(),
  password: goodPassword,
  currency: "EUR",
  tariffId,
  creditLimit: "100",
});

/** Adds a reseller in the name of whoever calls, signs it in and lets it make a tariff. */
export async function aReseller(above: Caller, tariffId: string, fields: object = {}): Promise<ResellerWorld> {
  const body = { ...resellerBody(tariffId), ...fields };
  const reply = await above("POST", "/resellers", body);
  if (reply.status !== 201) throw new Error(`no reseller: ${reply.status} ${JSON.stringify(reply.body)}`);
  const api = await signInAs(body.username, goodPassword);
  return { account: reply.body.account, username: body.username, api, tariff: await aTariff(api) };
}

/** A customer of the reseller. */
export const itsCustomer = ({ api, tariff }: ResellerWorld, fields: object = {}) => aCustomer(api, tariff, fields);
