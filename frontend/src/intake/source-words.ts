import type { BillableFrom, SourceFormat } from "../../../functions/intake/source.ts";

export const formatNames: Record<SourceFormat, string> = {
  "freeswitch-json": "FreeSWITCH JSON",
  "asterisk-csv": "Asterisk Master.csv",
  "kamailio-json": "Kamailio acc_json",
  "generic-csv": "Generic CSV",
};

export const billableNames: Record<BillableFrom, string> = {
  billusec: "Microseconds the switch billed (billusec)",
  billsec: "Whole seconds the switch billed (billsec)",
  "end-answer": "End less answer",
  duration: "The duration field",
};

export const customerByNames = { account: "Account code", ip: "Source IP", sipUser: "SIP user" } as const;
export const vendorByNames = { gateway: "Gateway name", destinationIp: "Destination IP", bLeg: "B leg" } as const;
