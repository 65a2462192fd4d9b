import type { BillableFrom, SourceFormat } from "../../../functions/intake/source.ts";

export const formatNames: Record<SourceFormat, string> = {
  "freeswitch-json": "FreeSWITCH JSON",
  "freeswitch-csv": "FreeSWITCH CSV",
  "freeswitch-xml": "FreeSWITCH XML",
  "asterisk-csv": "Asterisk Master.csv",
  "asterisk-custom": "Asterisk cdr_custom",
  "asterisk-json": "Asterisk JSON",
  "kamailio-json": "Kamailio acc_json",
  "kamailio-log": "Kamailio CDR log",
  "kamailio-acc": "Kamailio transaction log",
  "kamailio-flatstore": "Kamailio flatstore",
  "opensips-event": "OpenSIPS events",
  "opensips-log": "OpenSIPS log",
  "radius-detail": "RADIUS detail",
  "vos-json": "VOS3000 JSON",
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
