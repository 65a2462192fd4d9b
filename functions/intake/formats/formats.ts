import type { SourceFormat } from "../source.ts";
import { asteriskCsv } from "./asterisk-csv.ts";
import type { CdrFormat } from "./format.ts";
import { freeswitchJson } from "./freeswitch-json.ts";
import { genericCsv } from "./generic-csv.ts";
import { kamailioJson } from "./kamailio-json.ts";

/** Every layout by its name. A new one is a file beside these and a line here and in `SourceFormat`. */
export const formats: Record<SourceFormat, CdrFormat> = {
  "freeswitch-json": freeswitchJson,
  "asterisk-csv": asteriskCsv,
  "kamailio-json": kamailioJson,
  "generic-csv": genericCsv,
};
