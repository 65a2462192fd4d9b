import { useQueryClient } from "@tanstack/react-query";
import { Status } from "../ui/status.tsx";
import { Toggle } from "../ui/toggle.tsx";
import { type DeviceKind, devicesKey, type IpDeviceView, type SipDeviceView } from "./device.api.ts";

interface DeviceStatusProps<D> {
  kind: DeviceKind;
  device: D;
  name: string;
  /** In the name of the version given. Left out where nothing may be changed. */
  change: ((device: D, status: IpDeviceView["status"]) => Promise<unknown>) | undefined;
}

/** Whether the device's calls are let through; put on and off in its row. */
export function DeviceStatus<D extends IpDeviceView | SipDeviceView>(props: DeviceStatusProps<D>) {
  const { kind, device, name, change } = props;
  const { account, id, status } = device;
  const queryClient = useQueryClient();
  if (!change) return <Status value={status} />;
  // A press waits for the one before it, and that makes a new version.
  const newest = () =>
    queryClient.getQueryData<{ items: D[] }>(devicesKey(account, kind))?.items.find((one) => one.id === id) ?? device;
  return (
    <Toggle
      name={name}
      on={status === "ACTIVE"}
      words={["Active", "Inactive"]}
      change={(on) => change(newest(), on ? "ACTIVE" : "INACTIVE")}
      refreshes={["devices", account]}
      scope={`devices ${account}`}
    />
  );
}
