import { Status } from "../ui/status.tsx";
import { Toggle } from "../ui/toggle.tsx";
import type { IpDeviceView } from "./device.api.ts";

interface DeviceStatusProps {
  account: string;
  name: string;
  status: IpDeviceView["status"];
  /** Left out where nothing may be changed. */
  change: ((status: IpDeviceView["status"]) => Promise<unknown>) | undefined;
}

/** Whether the device's calls are let through; put on and off in its row. */
export const DeviceStatus = ({ account, name, status, change }: DeviceStatusProps) =>
  change ? (
    <Toggle
      name={name}
      on={status === "ACTIVE"}
      words={["Active", "Inactive"]}
      change={(on) => change(on ? "ACTIVE" : "INACTIVE")}
      refreshes={["devices", account]}
      scope={`devices ${account}`}
    />
  ) : (
    <Status value={status} />
  );
