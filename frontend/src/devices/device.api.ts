import { queryOptions } from "@tanstack/react-query";
import { send } from "../api/send.ts";
import { customerPath, type Paged } from "../customers/customer.api.ts";

export interface IpDeviceView {
  id: string;
  ip: string;
  description: string | null;
  dialPrefix: string;
  maxCallSessions: number;
  callSessionsPerSecond: number;
  status: "ACTIVE" | "INACTIVE";
  version: number;
}

export interface SipDeviceView {
  id: string;
  login: string;
  extension: string;
  voicemail: boolean;
  voicemailEmail: string | null;
  ip: string | null;
  maxCallSessions: number;
  callSessionsPerSecond: number;
  status: "ACTIVE" | "INACTIVE";
  version: number;
  /** Only in the answer that made it; null when that answer is repeated. */
  secret?: string | null;
}

export type DeviceKind = "ip-devices" | "sip-devices";

export const devicesPath = (account: string, kind: DeviceKind) => `${customerPath(account)}/${kind}`;

export const devicesQuery = <T>(account: string, kind: DeviceKind) =>
  queryOptions({
    queryKey: ["devices", account, kind],
    queryFn: () => send<Paged<T>>("GET", devicesPath(account, kind), { query: { limit: 200 } }),
  });

export const addDevice = <T>(account: string, kind: DeviceKind, body: object, idempotencyKey: string) =>
  send<T>("POST", devicesPath(account, kind), { body, idempotencyKey });

export const editDevice = <T>(
  account: string,
  kind: DeviceKind,
  device: { id: string; version: number },
  body: object,
) => send<T>("PATCH", `${devicesPath(account, kind)}/${device.id}`, { body, ifMatch: device.version });

export const deleteDevice = (account: string, kind: DeviceKind, id: string) =>
  send<void>("DELETE", `${devicesPath(account, kind)}/${id}`);

export const newSecret = (account: string, id: string) =>
  send<{ secret: string | null }>("POST", `${devicesPath(account, "sip-devices")}/${id}/secret`, { body: {} });
