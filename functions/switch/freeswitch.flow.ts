import { log } from "../platform/log.ts";
import { Problem } from "../platform/problem.ts";
import { authorizeCall } from "./authorize-call.flow.ts";
import { allowedText, directoryText, notFound, refusedText, unavailableText } from "./freeswitch-answer.ts";
import { callOf, contextOf, type FreeswitchForm, isName, wantedUser } from "./freeswitch-request.ts";
import { findSipUser } from "./sip-user.flow.ts";

export interface AskingSwitch {
  /** Its name, as authorizations and CDR sources know it. */
  name: string;
  profile: string;
}

async function directory(form: FreeswitchForm): Promise<string> {
  const wanted = wantedUser(form);
  const user = wanted && (await findSipUser(wanted.user));
  return user ? directoryText(wanted.domain || user.realm, user) : notFound;
}

async function dialplan(form: FreeswitchForm, asking: AskingSwitch): Promise<string> {
  const context = contextOf(form);
  if (!isName(context)) return notFound;
  const call = callOf(form, asking.name);
  try {
    const verdict = await authorizeCall(call);
    if (verdict.verdict === "deny") return refusedText(context, verdict);
    return allowedText(verdict, { context, profile: asking.profile, authUser: call.auth_user });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    log.warn("a call of FreeSWITCH could not be decided", { error });
    return unavailableText(context);
  }
}

/** The document that answers a look-up. What is neither a user nor a call is not found, so that the switch's own files count. */
export async function answerFreeswitch(form: FreeswitchForm, asking: AskingSwitch): Promise<string> {
  const section = form.get("section");
  if (section === "directory") return directory(form);
  return section === "dialplan" ? dialplan(form, asking) : notFound;
}
