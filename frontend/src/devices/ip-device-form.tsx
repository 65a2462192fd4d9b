import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { NewIpDevice } from "../../../functions/devices/ip-device.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { type FormHandle, useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { useTaken } from "../ui/use-taken.ts";
import { addIpDevice, editIpDevice, type IpDeviceView } from "./device.api.ts";
import { DeviceExtras } from "./device-extras.tsx";
import { DeviceLimits } from "./device-limits.tsx";

const addressAsked = NewIpDevice.pick({ ip: true, dialPrefix: true });

const empty: Values = {
  ip: "",
  description: "",
  dialPrefix: "",
  maxCallSessions: 10,
  callSessionsPerSecond: 5,
  status: "ACTIVE",
  switchAccounts: [],
  tariffId: null,
};

type Values = Pick<
  IpDeviceView,
  | "ip"
  | "description"
  | "dialPrefix"
  | "maxCallSessions"
  | "callSessionsPerSecond"
  | "status"
  | "switchAccounts"
  | "tariffId"
>;

interface IpDeviceFormProps {
  account: string;
  device?: IpDeviceView;
  onClose(): void;
}

export function IpDeviceForm({ account, device, onClose }: IpDeviceFormProps) {
  const queryClient = useQueryClient();
  const initial = device ? valuesOf(device) : empty;
  const handle = useSchemaForm<Values, IpDeviceView>({
    schema: NewIpDevice,
    shape: NewIpDevice.shape,
    initial,
    save: (values, key) => (device ? editIpDevice(device, values) : addIpDevice(account, values, key)),
    saved: async ({ ip }) => {
      toast(`${ip} is ${device ? "saved" : "added"}.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["devices", account] });
    },
  });
  const field = useFreeAddress(handle, account, device);
  return (
    <DrawerForm
      title={device ? `Edit ${device.ip}` : "Add IP device"}
      verb={device ? "Save changes" : "Add IP device"}
      handle={handle}
      onClose={onClose}
    >
      <TextInput label="Account code" value={account} readOnly variant="filled" className="mono-input" />
      <TextInput
        {...field("ip", "IPv4, IPv6 or a network such as 203.0.113.0/28.")}
        withAsterisk
        spellCheck={false}
        data-autofocus
      />
      <TextInput {...field("description", "For people: which gateway or site it is.")} />
      <TextInput
        {...field(
          "dialPrefix",
          "Digits dialled in front of the number to pick this device, such as 100. Empty or %: any number.",
        )}
      />
      <DeviceLimits field={field} />
      <DeviceExtras handle={handle} account={account} deviceId={device?.id} />
    </DrawerForm>
  );
}

/** The form's fields; an address that is somebody's with this dial prefix says so while it is typed. */
function useFreeAddress({ field, form }: FormHandle<Values>, account: string, device: IpDeviceView | undefined) {
  const { ip, dialPrefix } = form.getValues();
  const asked = addressAsked.safeParse({ ip, dialPrefix });
  const isNew = asked.success && (asked.data.ip !== device?.ip || asked.data.dialPrefix !== device.dialPrefix);
  const query = { ip, dialPrefix, ...(device ? { deviceId: device.id } : {}) };
  return useTaken(field, isNew ? { path: `/api/v1/customers/${account}/ip-devices/check`, query } : undefined);
}

/** What a device is made with. */
export const valuesOf = ({
  id: _id,
  account: _account,
  createdAt: _createdAt,
  version: _version,
  ...values
}: IpDeviceView): Values => values;
