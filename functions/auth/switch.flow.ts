import { auditEntry } from "../audit/audit.store.ts";
import { getCustomer } from "../customers/customer.store.ts";
import { isoInstant } from "../platform/clock.ts";
import { Problem } from "../platform/problem.ts";
import { transact } from "../platform/table.ts";
import { getReseller } from "../resellers/reseller.store.ts";
import { isAbove, type Principal, reaches, upFrom } from "./access.ts";
import { getLogin } from "./login.store.ts";
import { type Login, type Session, switchedMs } from "./login.ts";
import { provePassword } from "./prove.flow.ts";
import { endOf, getSession, newSession } from "./session.store.ts";
import { tokenHash } from "./token.ts";

/** Sessions older than this are asked for the password again. */
const provenMs = 15 * 60_000;

export interface Switching {
  account: string;
  reason: string;
  password: string | undefined;
}

/** Who switches: with the token of their own session, from where. */
export interface Switcher {
  principal: Principal;
  token: string;
  ip: string;
}

/** Whose login it is about. What is out of reach is as good as not there. */
async function targetOf(account: string, principal: Principal) {
  const target = (await getCustomer(account)) ?? (await getReseller(account));
  if (!target || !reaches(principal, upFrom(target))) throw new Problem("not_found", `There is no account ${account}.`);
  if (!isAbove(principal, target)) throw new Problem("forbidden", "You are in this session already.");
  return target;
}

async function ownLogin({ principal, token }: Switcher): Promise<{ login: Login; session: Session }> {
  const [login, session] = await Promise.all([getLogin(principal.username ?? ""), getSession(token)]);
  if (!login || !session) throw new Problem("forbidden", "Only people switch, from a session of their own.");
  return { login, session };
}

/**
 * Starts a second session, in the name of an account strictly below whoever asks. Theirs stays as it is.
 * @returns the second session's token
 * @throws Problem forbidden in a switched session and for keys; not_found; conflict where the login is switched off;
 *   invalid with the field `password` where that is needed once more
 */
export async function switchLogin(asked: Switching, switcher: Switcher, at: number): Promise<string> {
  const { principal } = switcher;
  if (principal.switched)
    throw new Problem("forbidden", "You have switched already. Return to your own session first.");
  const { login, session } = await ownLogin(switcher);
  const target = await targetOf(asked.account, principal);
  if (at - session.createdMs > provenMs) await provePassword(login, asked.password ?? "", switcher.ip, at);
  const entered = await getLogin(target.username);
  if (!entered?.enabled || entered.account !== target.account)
    throw new Problem("conflict", "This account cannot sign in now, so nobody can in its name.");
  const { account, company } = target;
  const switched = { origin: tokenHash(switcher.token), company, reason: asked.reason };
  const started = newSession({ username: entered.username, authVer: entered.authVer, switched }, at);
  const after = { reason: asked.reason, until: isoInstant(at + switchedMs) };
  const entry = auditEntry({ actor: principal, action: "session.switch", subject: account, account, after }, at);
  await transact([started.write, entry]);
  return started.token;
}

/** Ends the switched session. One that is over already needs no word in the audit. */
export async function returnFrom(token: string, principal: Principal | undefined, at: number): Promise<void> {
  const account = principal?.switched ? principal.account : undefined;
  const change = {
    actor: principal,
    action: "session.return",
    subject: account ?? "",
    ...(account ? { account } : {}),
  };
  await transact([endOf(token), ...(account ? [auditEntry(change, at)] : [])]);
}
