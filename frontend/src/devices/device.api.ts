import { queryOptions } from "@tanstack/react-query";
import { askJson } from "../api/ask.ts";
import { answer, api, keyed, type Schemas, seen } from "../api/client.ts";

export type IpDeviceView = Schemas["IpDevice"];
export type SipDeviceView = Schemas["SipDevice"];
export type SipDeviceWithSecret = Schemas["SipDeviceWithSecret"];
export type DeviceKind = "ip-devices" | "sip-devices";

const ipDevices = "/api/v1/customers/{account}/ip-devices";
const sipDevices = "/api/v1/customers/{account}/sip-devices";
const query = { limit: 200 };

export const devicesKey = (account: string, kind: DeviceKind) => ["devices", account, kind] as const;

export const ipDevicesQuery = (account: string) =>
  queryOptions({
    queryKey: devicesKey(account, "ip-devices"),
    queryFn: () => answer(api.GET(ipDevices, { params: { path: { account }, query } })),
  });

export const sipDevicesQuery = (account: string) =>
  queryOptions({
    queryKey: devicesKey(account, "sip-devices"),
    queryFn: () => answer(api.GET(sipDevices, { params: { path: { account }, query } })),
  });

export const addIpDevice = (account: string, body: Schemas["NewIpDevice"], idempotencyKey: string) =>
  answer(api.POST(ipDevices, { params: { path: { account } }, body, headers: keyed(idempotencyKey) }));

export const editIpDevice = ({ account, id, version }: IpDeviceView, body: Schemas["IpDeviceChange"]) =>
  answer(api.PATCH(`${ipDevices}/{id}`, { params: { path: { account, id } }, body, headers: seen(version) }));

export const addSipDevice = (account: string, body: Schemas["NewSipDevice"], idempotencyKey: string) =>
  answer(api.POST(sipDevices, { params: { path: { account } }, body, headers: keyed(idempotencyKey) }));

export const editSipDevice = ({ account, id, version }: SipDeviceView, body: Schemas["SipDeviceChange"]) =>
  answer(api.PATCH(`${sipDevices}/{id}`, { params: { path: { account, id } }, body, headers: seen(version) }));

export const deleteDevice = (account: string, kind: DeviceKind, id: string) => {
  const params = { path: { account, id } };
  return kind === "ip-devices"
    ? answer(api.DELETE(`${ipDevices}/{id}`, { params }))
    : answer(api.DELETE(`${sipDevices}/{id}`, { params }));
};

export const newSecret = (account: string, id: string) =>
  answer(api.POST(`${sipDevices}/{id}/secret`, { params: { path: { account, id } }, body: {} }));

export type CheckedCode = Schemas["SwitchAccountsCheck"]["items"][number];

/** What would become of each pasted line. Nothing is saved. */
export const checkCodes = (asked: { account?: string | undefined; deviceId?: string | undefined; lines: string[] }) =>
  askJson<Schemas["SwitchAccountsCheck"]>("/api/v1/switch-accounts/check", asked);
