import type { CdrSource } from "../source.ts";
import { type CdrFormat, type CdrReader, park, type RawRecord } from "./format.ts";
import { fieldIn, objectIn, parseObject } from "./json-fields.ts";
import { opensipsCall } from "./opensips-call.ts";

/** OpenSIPS' events E_ACC_CDR, E_ACC_MISSED_EVENT and E_ACC_EVENT as JSON-RPC, as its HTTP, Kafka and RabbitMQ transports send them. */

function reader(source: CdrSource): CdrReader {
  const read = (record: RawRecord) => {
    if (record.text.trim() === "") return undefined;
    const json = parseObject(record.text);
    if (!json) return park(record, record.unended ? "TRUNCATED" : "MALFORMED", "The record is not a JSON object.");
    const event = fieldIn(json, "method") ?? "";
    const params = objectIn(json, "params");
    if (!params || !event.startsWith("E_ACC_"))
      return park(record, "MALFORMED", "The record is no event of OpenSIPS' accounting.");
    return opensipsCall(source, record, (name) => fieldIn(params, name));
  };
  return { read };
}

export const opensipsEvent: CdrFormat = { records: "json", parserVersion: 1, open: reader };
