import { NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { addDevice, editDevice, type SipDeviceView } from "./device.api.ts";
import { sipDeviceSchema, sipDeviceShape } from "./device-schema.ts";
import type { ShownSecret } from "./secret-once.tsx";

const empty = {
  login: "",
  extension: "",
  voicemail: false,
  voicemailEmail: "",
  ip: "",
  maxCallSessions: 2,
  callSessionsPerSecond: 1,
  status: "ACTIVE",
};

interface SipDeviceFormProps {
  account: string;
  device?: SipDeviceView;
  onClose(): void;
  onSecret(shown: ShownSecret): void;
}

export function SipDeviceForm({ account, device, onClose, onSecret }: SipDeviceFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm({
    schema: sipDeviceSchema,
    shape: sipDeviceShape,
    initial: device ? valuesOf(device) : empty,
    save: (values, key) => {
      const body = { ...values, voicemailEmail: values.voicemailEmail || null, ip: values.ip || null };
      return device
        ? editDevice<SipDeviceView>(account, "sip-devices", device, body)
        : addDevice<SipDeviceView>(account, "sip-devices", body, key);
    },
    saved: async ({ login, secret }) => {
      toast(`${login} is ${device ? "saved" : "added"}.`);
      onClose();
      if (!device && secret !== undefined) onSecret({ login, secret });
      await queryClient.invalidateQueries({ queryKey: ["devices", account] });
    },
  });
  const { field, tick, form } = handle;
  const count = { min: 1, allowDecimal: false, clampBehavior: "none", withAsterisk: true } as const;
  return (
    <DrawerForm
      title={device ? `Edit ${device.login}` : "Add SIP device"}
      verb={device ? "Save changes" : "Add SIP device"}
      handle={handle}
      onClose={onClose}
    >
      <TextInput label="Account code" value={account} readOnly variant="filled" className="mono-input" />
      <TextInput
        {...field("login", "Unique in the whole system.")}
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
      <NumberInput {...field("maxCallSessions", "Calls at the same time.")} {...count} />
      <NumberInput {...field("callSessionsPerSecond", "New calls in one second.")} {...count} />
      <Select
        {...field("status")}
        allowDeselect={false}
        data={[
          { value: "ACTIVE", label: "Active" },
          { value: "INACTIVE", label: "Inactive" },
        ]}
      />
    </DrawerForm>
  );
}

const valuesOf = (device: SipDeviceView): typeof empty => ({
  login: device.login,
  extension: device.extension,
  voicemail: device.voicemail,
  voicemailEmail: device.voicemailEmail ?? "",
  ip: device.ip ?? "",
  maxCallSessions: device.maxCallSessions,
  callSessionsPerSecond: device.callSessionsPerSecond,
  status: device.status,
});
