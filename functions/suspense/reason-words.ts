import type { SuspenseReason } from "../cdrs/cdr.ts";

/** What each reason means and what cures it, in one sentence. */
export const reasonWords: Record<SuspenseReason, string> = {
  MALFORMED: "The line is not of the layout. Check the source's settings, then send the file again.",
  TRUNCATED: "The file ended in the middle of the record. Send the whole file.",
  BAD_NUMBER: "The number holds characters that no telephone number has.",
  CLOCK: "The call begins in the future or ends before it begins. Check the source's time zone.",
  TOO_LONG: "The call is longer than 24 hours.",
  TOO_OLD: "The call is more than 90 days old. Open it to see its charge, and charge it after all or leave it.",
  UNKNOWN_CUSTOMER:
    "Nobody has this account code, IP address or SIP user. Open one and say whose it is, or add the device and retry.",
  NO_TARIFF: "The customer has no tariff. Give it one, then retry.",
  NO_RATE: "The tariff has no rate for the number at that time. Add the rate, then retry.",
  RATE_BLOCKED: "The rate of the number is blocked. Unblock it, then retry.",
  TARIFF_INVALID: "The tariff's currency is not the customer's. Correct the customer, then retry.",
  CONFLICT: "The same call came again with other content. The first one counts.",
  WAITING_FOR_BYE: "Half a call: its other half may still come.",
  INTERNAL: "A fault of ours. The record is kept; retry, and tell support the id.",
};
