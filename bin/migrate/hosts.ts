import { NewIpDevice } from "../../functions/devices/ip-device.ts";
import { NewSipDevice } from "../../functions/devices/sip-device.ts";
import { NewGateway } from "../../functions/vendors/gateway.ts";
import type { DumpRow } from "./dump.ts";
import type { Fault, GatewayRecord, IpDeviceRecord, SipDeviceRecord } from "./records.ts";
import { leftOut } from "./values.ts";

/** Devices and gateways, tried by the schemas of their forms before anything is sent. */

/** `203.0.113.5:5080` and `sip:203.0.113.5` taken apart. */
export function hostAndPort(written: string): { host: string; port: number } {
  const bare = written
    .trim()
    .replace(/^sips?:/i, "")
    .replace(/^.*@/, "")
    .replace(/;.*$/, "");
  const parts = /^\[?([^\]]*?)\]?(?::(\d{1,5}))?$/.exec(bare);
  const isSix = bare.split(":").length > 2 && !bare.startsWith("[");
  return isSix ? { host: bare, port: 5060 } : { host: parts?.[1] ?? bare, port: Number(parts?.[2] ?? 5060) || 5060 };
}

interface Issues {
  success: boolean;
  error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] };
}

const saying = (what: string, { error }: Issues): string =>
  `${what} cannot be taken over. ${(error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`).join(" ")}`;

const judged = <T>(
  what: string,
  record: T,
  row: DumpRow,
  result: Issues,
): { record: T | undefined; faults: Fault[] } =>
  result.success ? { record, faults: [] } : { record: undefined, faults: [leftOut(row, saying(what, result))] };

export function ipDevice(record: IpDeviceRecord, row: DumpRow) {
  const { id: _, tariff: __, ...fields } = record;
  return judged(`IP device ${record.ip}`, record, row, NewIpDevice.safeParse(fields));
}

export function sipDevice(record: SipDeviceRecord, row: DumpRow) {
  const { id: _, tariff: __, secret, ...fields } = record;
  const isKnown = "md5" in secret || secret.plain !== "";
  if (!isKnown)
    return {
      record: undefined,
      faults: [leftOut(row, `SIP device ${record.login} has neither a secret nor its hash.`)],
    };
  return judged(`SIP device ${record.login}`, record, row, NewSipDevice.safeParse(fields));
}

export function gateway(record: GatewayRecord, row: DumpRow) {
  const { id: _, ...fields } = record;
  return judged(`Gateway ${record.name}`, record, row, NewGateway.safeParse(fields));
}
