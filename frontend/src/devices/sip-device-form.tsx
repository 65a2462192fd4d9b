import { Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import type { ShownSecret } from "../ui/secret-once.tsx";
import { toast } from "../ui/toasts.tsx";
import { addSipDevice, editSipDevice, type SipDeviceView, type SipDeviceWithSecret } from "./device.api.ts";
import { DeviceExtras } from "./device-extras.tsx";
import { DeviceLimits } from "./device-limits.tsx";
import { sipFormSchema, sipFormShape } from "./device-schema.ts";

type Values = {
  login: string;
  extension: string;
  voicemail: boolean;
  voicemailEmail: string;
  ip: string;
  maxCallSessions: number;
  callSessionsPerSecond: number;
  status: SipDeviceView["status"];
  switchAccounts: SipDeviceView["switchAccounts"];
  tariffId: string | null;
};

const empty: Values = {
  login: "",
  extension: "",
  voicemail: false,
  voicemailEmail: "",
  ip: "",
  maxCallSessions: 2,
  callSessionsPerSecond: 1,
  status: "ACTIVE",
  switchAccounts: [],
  tariffId: null,
};

interface SipDeviceFormProps {
  account: string;
  device?: SipDeviceView;
  onClose(): void;
  onSecret(shown: ShownSecret): void;
}

export function SipDeviceForm({ account, device, onClose, onSecret }: SipDeviceFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, SipDeviceView | SipDeviceWithSecret>({
    schema: sipFormSchema,
    shape: sipFormShape,
    initial: device ? valuesOf(device) : empty,
    save: (values, key) => {
      const body = { ...values, voicemailEmail: values.voicemailEmail || null, ip: values.ip || null };
      const { login: _login, ...change } = body;
      return device ? editSipDevice(device, change) : addSipDevice(account, body, key);
    },
    saved: async (saved) => {
      const { login } = saved;
      toast(`${login} is ${device ? "saved" : "added"}.`);
      onClose();
      if ("secret" in saved) onSecret({ login, secret: saved.secret });
      await queryClient.invalidateQueries({ queryKey: ["devices", account] });
    },
  });
  const { field, tick, form } = handle;
  return (
    <DrawerForm
      title={device ? `Edit ${device.login}` : "Add SIP device"}
      verb={device ? "Save changes" : "Add SIP device"}
      handle={handle}
      onClose={onClose}
    >
      <TextInput label="Account code" value={account} readOnly variant="filled" className="mono-input" />
      <TextInput
        {...field(
          "login",
          device ? "Part of the secret: another login is another device." : "Unique in the whole system.",
        )}
        disabled={device !== undefined}
        withAsterisk
        spellCheck={false}
        autoComplete="off"
        data-autofocus
      />
      <TextInput {...field("extension", "3–15 digits, unique in the account.")} withAsterisk inputMode="numeric" />
      <Switch {...tick("voicemail", "Calls that nobody takes are recorded and sent.")} />
      <TextInput
        {...field("voicemailEmail", "Needed when voice mail is active.")}
        disabled={!form.getValues().voicemail}
        type="email"
      />
      <TextInput {...field("ip", "Only calls from there count. Empty: from anywhere.")} spellCheck={false} />
      <DeviceLimits field={field} />
      <DeviceExtras handle={handle} account={account} deviceId={device?.id} />
    </DrawerForm>
  );
}

const valuesOf = (device: SipDeviceView): Values => ({
  login: device.login,
  extension: device.extension,
  voicemail: device.voicemail,
  voicemailEmail: device.voicemailEmail ?? "",
  ip: device.ip ?? "",
  maxCallSessions: device.maxCallSessions,
  callSessionsPerSecond: device.callSessionsPerSecond,
  status: device.status,
  switchAccounts: device.switchAccounts,
  tariffId: device.tariffId,
});
