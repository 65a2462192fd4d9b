import type { SourceFormat } from "../source.ts";
import { asteriskCsv } from "./asterisk-csv.ts";
import { asteriskCustom } from "./asterisk-custom.ts";
import { asteriskJson } from "./asterisk-json.ts";
import type { CdrFormat } from "./format.ts";
import { freeswitchCsv } from "./freeswitch-csv.ts";
import { freeswitchJson } from "./freeswitch-json.ts";
import { freeswitchXml } from "./freeswitch-xml.ts";
import { genericCsv } from "./generic-csv.ts";
import { kamailioAcc } from "./kamailio-acc.ts";
import { kamailioFlatstore } from "./kamailio-flatstore.ts";
import { kamailioJson } from "./kamailio-json.ts";
import { kamailioLog } from "./kamailio-log.ts";
import { opensipsEvent } from "./opensips-event.ts";
import { opensipsLog } from "./opensips-log.ts";
import { radiusDetail } from "./radius-detail.ts";
import { vosJson } from "./vos-json.ts";

/** Every layout by its name. A new one is a file beside these and a line here and in `SourceFormat`. */
export const formats: Record<SourceFormat, CdrFormat> = {
  "freeswitch-json": freeswitchJson,
  "freeswitch-csv": freeswitchCsv,
  "freeswitch-xml": freeswitchXml,
  "asterisk-csv": asteriskCsv,
  "asterisk-custom": asteriskCustom,
  "asterisk-json": asteriskJson,
  "kamailio-json": kamailioJson,
  "kamailio-log": kamailioLog,
  "kamailio-acc": kamailioAcc,
  "kamailio-flatstore": kamailioFlatstore,
  "opensips-event": opensipsEvent,
  "opensips-log": opensipsLog,
  "radius-detail": radiusDetail,
  "vos-json": vosJson,
  "generic-csv": genericCsv,
};
