import { getLogin } from "../auth/login.store.ts";
import { noPassword } from "../auth/password.ts";
import { listState } from "../customers/listing.store.ts";
import { balancesOf } from "../ledger/ledger.store.ts";
import { decimalOf } from "../money/money.ts";
import { creditGranted } from "./reseller.store.ts";
import type { Reseller, ResellerReply } from "./reseller.ts";

/** The reseller with its money, what it has granted and how many customers its tree has. */
export async function withFigures({ resellers, ...reseller }: Reseller): Promise<ResellerReply> {
  const { account } = reseller;
  const [granted, { customers }, balances, login] = await Promise.all([
    creditGranted(account),
    listState(account),
    balancesOf([account]),
    getLogin(reseller.username),
  ]);
  const { balance = 0n, reserved = 0n, available = 0n } = balances.get(account) ?? {};
  const hasPassword = login !== undefined && login.passwordHash !== noPassword;
  return {
    ...reseller,
    level: resellers.length + 1,
    ...{ hasPassword, secondFactor: login?.secondFactor ?? false },
    ...{ creditGranted: decimalOf(granted), customers, balance: decimalOf(balance) },
    ...{ reserved: decimalOf(reserved), available: decimalOf(available) },
  };
}
