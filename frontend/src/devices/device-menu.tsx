import type { ReactNode } from "react";
import { RowActions } from "../ui/row-actions.tsx";
import { type DeviceKind, deleteDevice } from "./device.api.ts";

interface DeviceMenuProps {
  account: string;
  kind: DeviceKind;
  id: string;
  name: string;
  onEdit(): void;
  /** Brings it back with what it was made with; not where that holds a secret. */
  undo?: () => Promise<unknown>;
  children?: ReactNode;
}

/** Edit and delete of one device, and what its kind adds to that. */
export const DeviceMenu = ({ account, kind, id, name, onEdit, undo, children }: DeviceMenuProps) => (
  <RowActions
    name={name}
    verb="Delete device"
    onEdit={onEdit}
    remove={() => deleteDevice(account, kind, id)}
    refreshes={["devices", account]}
    {...(undo ? { undo } : {})}
    entries={children}
  >
    Calls that come by it will no longer find this customer. Calls already charged stay as they are.
  </RowActions>
);
