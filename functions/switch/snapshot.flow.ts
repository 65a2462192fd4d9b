import { hash } from "node:crypto";
import * as z from "zod";
import { allIpBlocks } from "../devices/device.store.ts";
import { downloadUrl, putFile } from "../platform/files.ts";
import { getSettings } from "../settings/settings.store.ts";
import { allGateways } from "../vendors/gateway.store.ts";

/**
 * What a switch may keep for a while, so that it knows its customers' addresses while we cannot be asked: for address
 * tables and for the profiles of gateways. It decides no call.
 */
export const SwitchSnapshot = z
  .object({
    /** Every IP device, in the order of its network. */
    ip_devices: z.array(
      z.object({
        /** An address, or a network with its mask. */
        cidr: z.string(),
        /** What dialled numbers begin with; empty = any. */
        dial_prefix: z.string(),
        account_code: z.string(),
        device_id: z.string(),
        status: z.enum(["ACTIVE", "INACTIVE"]),
      }),
    ),
    /** By their names, as `routes[].id` calls them. */
    gateways: z.array(
      z.object({
        id: z.string(),
        host: z.string(),
        port: z.int(),
        transport: z.enum(["UDP", "TCP", "TLS"]),
        max_calls: z.int(),
        calls_per_second: z.int(),
        status: z.enum(["ACTIVE", "INACTIVE"]),
      }),
    ),
    /** Realms with which SIP users are challenged. */
    realms: z.array(z.string()),
  })
  .meta({ id: "SwitchSnapshot" });
export type SwitchSnapshot = z.infer<typeof SwitchSnapshot>;

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

async function ipDevices(): Promise<SwitchSnapshot["ip_devices"]> {
  const blocks = await allIpBlocks();
  return blocks
    .flatMap(({ rows }) =>
      rows.map(({ cidr, dialPrefix, account, deviceId, status }) => ({
        cidr,
        dial_prefix: dialPrefix,
        account_code: account,
        device_id: deviceId,
        status,
      })),
    )
    .sort((a, b) => byText(a.cidr, b.cidr) || byText(a.dial_prefix, b.dial_prefix));
}

async function gateways(): Promise<SwitchSnapshot["gateways"]> {
  const all = await allGateways();
  return all
    .map(({ name, host, port, transport, maxCallSessions, callSessionsPerSecond, status }) => ({
      id: name,
      host,
      port,
      transport,
      max_calls: maxCallSessions,
      calls_per_second: callSessionsPerSecond,
      status,
    }))
    .sort((a, b) => byText(a.id, b.id));
}

/** What an answer may hold: a function's ends at 6 MB (AWS Lambda quotas), its headers included. */
const mostAnswered = 5_000_000;

/** A snapshot that is larger than an answer can be is put into a file: its address, else undefined. */
export async function snapshotUrl(tag: string, text: string, most = mostAnswered): Promise<string | undefined> {
  if (Buffer.byteLength(text) <= most) return undefined;
  const file = { bucket: "files", key: `snapshots/${tag}` } as const;
  await putFile(file, text, "application/json");
  return downloadUrl(file, "snapshot.json");
}

/** The snapshot with its tag: the same content has the same tag. */
export async function takeSnapshot(): Promise<{ tag: string; text: string }> {
  const [ip_devices, ofVendors, { sipRealm }] = await Promise.all([ipDevices(), gateways(), getSettings()]);
  const snapshot: SwitchSnapshot = { ip_devices, gateways: ofVendors, realms: [sipRealm] };
  const text = JSON.stringify(snapshot);
  return { tag: hash("sha256", text, "hex").slice(0, 32), text };
}
