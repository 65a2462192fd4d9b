import * as z from "zod";

/**
 * Why a call may not go. Every refusal has a code that stays, the SIP answer that the switch gives its caller, the
 * Q.850 cause that belongs to it (RFC 3398 §8.2.6.1 read backwards) and a sentence for people.
 */
export const refusals = {
  BAD_NUMBER: { sip: 484, q850: 28, text: "The number is no number that can be dialled." },
  UNKNOWN_CALLER: { sip: 403, q850: 21, text: "Nobody's device is known by this address or SIP user." },
  IP_LOCKED: { sip: 403, q850: 21, text: "The SIP user calls from an address that it is not locked to." },
  ACCOUNT_INACTIVE: { sip: 403, q850: 21, text: "The account's status does not let calls go." },
  DEVICE_INACTIVE: { sip: 403, q850: 21, text: "The device is inactive." },
  CODEC_NOT_ALLOWED: { sip: 488, q850: 88, text: "The caller offers none of the customer's codecs." },
  NUMBER_NOT_ALLOWED: { sip: 403, q850: 21, text: "No rule lets the called number through." },
  NUMBER_BLOCKED: { sip: 403, q850: 21, text: "A rule disallows the called number." },
  CLI_NOT_ALLOWED: { sip: 403, q850: 21, text: "No rule lets the caller's number through." },
  CLI_BLOCKED: { sip: 403, q850: 21, text: "A rule disallows the caller's number." },
  NO_BALANCE: { sip: 402, q850: 21, text: "Balance and credit do not pay for the least that a call can cost." },
  NO_RATE: { sip: 404, q850: 3, text: "The tariff has no rate for the number." },
  RATE_BLOCKED: { sip: 403, q850: 21, text: "The tariff blocks the number." },
  TARIFF_INVALID: { sip: 503, q850: 41, text: "The tariff is missing or in another currency than the account." },
  PRICE_TOO_HIGH: { sip: 403, q850: 21, text: "A minute costs more than the customer allows." },
  PREFIX_LIMIT: { sip: 503, q850: 42, text: "As many calls to this prefix are up as the customer may have." },
  NIGHT_CALLS: { sip: 503, q850: 42, text: "As many calls are up as the customer may have at night." },
  NIGHT_PRICE: { sip: 403, q850: 21, text: "A minute costs more than the customer allows at night." },
  NEW_CUSTOMER_PREFIX: { sip: 403, q850: 21, text: "A new customer may not call this prefix yet." },
  TEST_NUMBER: { sip: 403, q850: 21, text: "Nobody may call this test number of fraudsters." },
  SPEND_CAP: { sip: 402, q850: 21, text: "The customer's spend of the day is used up." },
  NO_ROUTE: { sip: 404, q850: 3, text: "No dialing route, or none with a gateway in use, fits the number." },
  ALL_ROUTES_LOSS: { sip: 503, q850: 41, text: "Every route would cost more than the call brings." },
  DID_NOT_IN_SERVICE: { sip: 404, q850: 1, text: "The number called is no DID that a customer has in use." },
  DID_RINGS_NOWHERE: { sip: 480, q850: 20, text: "The DID has no device in use at which it could ring." },
  DID_SUSPENDED: { sip: 480, q850: 20, text: "The rent of the DID is not paid." },
  DID_BUSY: { sip: 486, q850: 17, text: "As many calls are up at the DID as it may have at a time." },
  CC_LIMIT: { sip: 503, q850: 42, text: "As many calls are up as the account or device may have." },
  CPS_LIMIT: {
    sip: 503,
    q850: 42,
    text: "As many calls have begun in this second as the account or device may begin.",
  },
  CALL_ID_REUSED: { sip: 482, q850: 25, text: "The same call was asked for before with other content." },
  RESELLER_NO_BALANCE: { sip: 402, q850: 21, text: "A reseller's balance and credit do not pay for the call." },
  RESELLER_NO_RATE: { sip: 404, q850: 3, text: "A reseller's tariff has no rate for the number." },
  RESELLER_RATE_BLOCKED: { sip: 403, q850: 21, text: "A reseller's tariff blocks the number." },
  RESELLER_TARIFF_INVALID: { sip: 503, q850: 41, text: "A reseller's tariff is missing or in another currency." },
  RESELLER_ALL_ROUTES_LOSS: { sip: 503, q850: 41, text: "A reseller would pay more for the call than it brings." },
  RESELLER_INACTIVE: { sip: 403, q850: 21, text: "A reseller's status does not let calls go." },
  RESELLER_CC_LIMIT: { sip: 503, q850: 42, text: "As many calls are up as the reseller may have." },
  RESELLER_CPS_LIMIT: {
    sip: 503,
    q850: 42,
    text: "As many calls have begun in this second as the reseller may begin.",
  },
  CALL_STOPPED: { sip: 403, q850: 21, text: "The operator had the call stopped." },
  UNKNOWN_AUTHORIZATION: { sip: 481, q850: 81, text: "There is no such call, or it has ended." },
} as const satisfies Record<string, { sip: number; q850: number; text: string }>;

export type RefusalCode = keyof typeof refusals;
export const RefusalCode = z.enum(Object.keys(refusals) as [RefusalCode, ...RefusalCode[]]).meta({ id: "RefusalCode" });

export interface Refusal {
  code: RefusalCode;
  /** The figures and names behind it, as a sentence. */
  detail: string;
}

const mirrored = new Set<string>([
  "NO_BALANCE",
  "NO_RATE",
  "RATE_BLOCKED",
  "TARIFF_INVALID",
  "ALL_ROUTES_LOSS",
  "CC_LIMIT",
  "CPS_LIMIT",
]);

/** The code of a refusal at a level of the chain: 0 is the customer, above it its resellers have codes of their own. */
export const atLevel = (code: RefusalCode, level: number): RefusalCode =>
  level > 0 && mirrored.has(code) ? (`RESELLER_${code}` as RefusalCode) : code;
