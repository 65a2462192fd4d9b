import type { ColumnRole } from "../csv-dialect.ts";
import type { CdrSource } from "../source.ts";
import { type CdrFormat, type CdrReader, park, type RawRecord, sipCodeOf } from "./format.ts";
import { askOf } from "./kamailio-call.ts";
import { isAskedFor, LogFields } from "./log-fields.ts";
import { transactionCall } from "./sip-transaction.ts";

/**
 * Kamailio's transaction accounting as log lines (acc README, `log_flag`, `log_missed_flag`): `ACC: transaction answered:
 * timestamp=…;method=…;from_tag=…;to_tag=…;call_id=…;code=…;reason=…;…`. There is no duration: a call is an INVITE that was
 * answered and its BYE, in either order. Stamps are whole seconds unless `time_mode` asks for more.
 */

/** Names of `log_extra` as the shipped kamailio.cfg has them, and as our manual recommends. */
const usual: Partial<Record<ColumnRole, string>> = {
  account: "account",
  sipUser: "auth_user",
  sourceIp: "src_ip",
  cli: "src_user",
  cld: "dst_user",
  setup: "setup_time",
  gateway: "route",
  destinationIp: "dst_ip",
  cause: "reason",
  codec: "codec",
  authorizationId: "authz_id",
};

function reader(source: CdrSource): CdrReader {
  const fields = new LogFields();
  const read = (record: RawRecord) => {
    if (!isAskedFor(record, source.onlyLinesWith)) return undefined;
    const start = record.text.indexOf("timestamp=");
    if (start < 0)
      return park(record, record.unended ? "TRUNCATED" : "MALFORMED", "The line has no timestamp=: it is no record.");
    const values = fields.read(
      record,
      record.text.slice(start),
      record.text.includes("missed") ? "missed" : "answered",
    );
    if (!(values instanceof Map)) return values;
    const value = (name: string) => values.get(name) ?? "";
    const transaction = {
      method: value("method"),
      code: sipCodeOf(value("code")),
      callId: value("call_id"),
      fromTag: value("from_tag"),
      toTag: value("to_tag"),
      at: value("timestamp"),
      ask: askOf(source, usual, (name) => values.get(name) || null),
    };
    return transactionCall(source, record, transaction);
  };
  return { read };
}

export const kamailioAcc: CdrFormat = { records: "lines", parserVersion: 1, open: reader };
