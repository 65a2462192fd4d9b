import { type RefusalCode, refusals } from "../switch/refusal.ts";

/** What a release cause means, and what one does about it. */
export interface CauseText {
  meaning: string;
  remedy: string | null;
}

const asIs = null;

/** ITU-T Q.850 §2.2.7, in plain words. */
const byQ850: Record<number, CauseText> = {
  1: {
    meaning: "The number is not assigned to anybody.",
    remedy: "Check the number, and whether the prefix is sold at all.",
  },
  2: { meaning: "No way to the transit network.", remedy: "Try another route for this prefix; tell the vendor." },
  3: { meaning: "No way to the destination.", remedy: "Try another route for this prefix; tell the vendor." },
  16: { meaning: "Somebody hung up: the normal end of a call.", remedy: asIs },
  17: { meaning: "The called party is busy.", remedy: asIs },
  18: {
    meaning: "The called telephone did not answer to the call.",
    remedy: "Many of them: the vendor may signal falsely.",
  },
  19: { meaning: "It rang and nobody answered.", remedy: asIs },
  20: { meaning: "The mobile telephone is off or out of reach.", remedy: asIs },
  21: {
    meaning: "The call was rejected.",
    remedy: "Where it is not the called party: check caller's number and vendor's policy.",
  },
  22: { meaning: "The number has changed.", remedy: "Tell the customer." },
  27: { meaning: "The called line is out of order.", remedy: asIs },
  28: {
    meaning: "The number is incomplete or of no known form.",
    remedy: "Check the translation rules: what does the vendor expect?",
  },
  31: { meaning: "Ended without a cause worth a name.", remedy: asIs },
  34: { meaning: "No free channel.", remedy: "The vendor or the gateway is full: more capacity, or another route." },
  38: { meaning: "The network is out of order.", remedy: "Take the gateway out of the route until it is back." },
  41: { meaning: "A passing failure.", remedy: "Watch the gateway; let the next route take such calls." },
  42: { meaning: "The switch is overloaded.", remedy: "Fewer calls a second to this gateway." },
  47: { meaning: "Something that the call needs is not to be had.", remedy: "Ask the vendor." },
  50: { meaning: "The service is not subscribed to.", remedy: "Ask the vendor whether the destination is open." },
  57: { meaning: "The caller may not use this service.", remedy: "Ask the vendor whether the destination is open." },
  58: { meaning: "The service is not to be had at the moment.", remedy: "Let the next route take such calls." },
  63: { meaning: "The service is not to be had.", remedy: "Ask the vendor." },
  65: { meaning: "The kind of connection is not supported.", remedy: "Compare the codecs of customer and gateway." },
  79: { meaning: "The service is not built.", remedy: "Ask the vendor." },
  88: { meaning: "The two ends cannot speak with each other.", remedy: "Compare the codecs of customer and gateway." },
  102: {
    meaning: "An answer did not come in time.",
    remedy: "Is the gateway reachable? Let the next route take such calls.",
  },
  111: { meaning: "A message was not understood.", remedy: "Trace a call with the vendor." },
  127: { meaning: "The other network did not say why.", remedy: "Ask the vendor." },
};

/** RFC 3261 §21 and RFC 3398 §8.2.6.1, in plain words: what says more than the Q.850 cause that belongs to it. */
const bySip: Record<number, CauseText> = {
  200: { meaning: "Answered.", remedy: asIs },
  401: { meaning: "The gateway asks for a password.", remedy: "Check the gateway's credentials." },
  402: { meaning: "The vendor asks for payment.", remedy: "Is our balance with the vendor used up?" },
  403: {
    meaning: "The gateway forbids the call.",
    remedy: "Does the vendor know our address, and is the destination open?",
  },
  404: { meaning: "The number is not known there.", remedy: "Check the number and the translation rules." },
  407: { meaning: "The proxy asks for a password.", remedy: "Check the gateway's credentials." },
  408: { meaning: "No answer came in time.", remedy: "Is the gateway reachable? Let the next route take such calls." },
  480: { meaning: "The called party is not available now.", remedy: asIs },
  483: { meaning: "The call went round in a circle.", remedy: "Two switches route to each other: check the routes." },
  484: { meaning: "The number is incomplete.", remedy: "Check the translation rules: what does the vendor expect?" },
  486: { meaning: "The called party is busy.", remedy: asIs },
  487: {
    meaning: "The caller hung up before an answer.",
    remedy: "Many of them with a long PDD: callers lose patience.",
  },
  488: { meaning: "The two ends share no codec.", remedy: "Compare the codecs of customer and gateway." },
  500: { meaning: "The gateway failed.", remedy: "Tell the vendor; let the next route take such calls." },
  502: {
    meaning: "The gateway behind the gateway failed.",
    remedy: "Tell the vendor; let the next route take such calls.",
  },
  503: { meaning: "The gateway is overloaded or closed.", remedy: "Fewer calls a second, or another route." },
  504: { meaning: "The gateway behind the gateway did not answer.", remedy: "Let the next route take such calls." },
  600: { meaning: "The called party is busy everywhere.", remedy: asIs },
  603: { meaning: "The called party declined.", remedy: asIs },
};

const unknown: CauseText = {
  meaning: "The switch did not say how it ended.",
  remedy: "Have the switch report SIP code or Q.850 cause.",
};

/** The text of a cause as `causeOf` names it. */
export function causeText(cause: string): CauseText {
  const refusal = refusals[cause as RefusalCode];
  if (refusal)
    return { meaning: refusal.text, remedy: "Our own policy. Try the call on the customer's page to see each step." };
  const [sip = "", q850 = ""] = cause.split("/");
  const known = [bySip[Number(sip || -1)], byQ850[Number(q850 || -1)]];
  const [first, second] = sip === "200" || sip === "" ? known.reverse() : known;
  return (
    first ?? second ?? (sip + q850 === "" ? unknown : { meaning: "A code without a text of its own.", remedy: asIs })
  );
}
