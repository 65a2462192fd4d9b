import type { ColumnRole } from "../../../functions/intake/csv-dialect.ts";
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

/** The layouts whose rows are laid out by a text of the switch's configuration, and which text that is. */
export const templateNotes: Partial<Record<SourceFormat, string>> = {
  "freeswitch-csv": "The template of cdr_csv.conf.xml. Empty: either that FreeSWITCH ships.",
  "asterisk-custom": "The mapping of cdr_custom.conf. Empty: the sample's.",
  "kamailio-flatstore": "The columns' names between bars. Empty: what the recommended cdr_extra makes.",
};

export const billableNames: Record<BillableFrom, string> = {
  billusec: "Microseconds the switch billed (billusec)",
  billsec: "Whole seconds the switch billed (billsec)",
  "end-answer": "End less answer",
  duration: "The duration field",
};

export const customerByNames = { account: "Account code", ip: "Source IP", sipUser: "SIP user" } as const;
export const vendorByNames = { gateway: "Gateway name", destinationIp: "Destination IP", bLeg: "B leg" } as const;
export const legNames = { a: "A leg", b: "B leg", all: "Every leg" } as const;
export const numberStateNames = {
  DIALLED: "As dialled: strip dial prefix, apply rules",
  TRANSLATED: "Translated: rate as it stands",
} as const;

export const roleNames: Record<ColumnRole, string> = {
  callId: "Call id",
  leg: "Leg",
  account: "Account code",
  sipUser: "SIP user",
  sourceIp: "Source IP",
  cli: "CLI",
  cld: "CLD",
  setup: "Setup time",
  answer: "Answer time",
  end: "End time",
  duration: "Duration",
  sipCode: "SIP code",
  q850: "Q.850 cause",
  cause: "Cause text",
  releasedBy: "Released by",
  gateway: "Gateway",
  destinationIp: "Destination IP",
  codec: "Codec",
  pdd: "PDD",
  authorizationId: "Authorization id",
};

export const separatorNames = { ",": "Comma", ";": "Semicolon", "|": "Bar", "\t": "Tab" } as const;
export const quotingNames = {
  double: 'Quotes, doubled inside: "a ""b"""',
  backslash: 'Quotes, escaped inside: "a \\"b\\""',
  none: "None: a quote is a character like any other",
} as const;
export const unitNames = { s: "Seconds", ms: "Milliseconds", hms: "Hours, minutes and seconds (1:02:03)" } as const;

export const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
