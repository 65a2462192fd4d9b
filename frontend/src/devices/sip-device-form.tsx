import { Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { given } from "../api/client.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { type FormHandle, useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { useTaken } from "../ui/use-taken.ts";
import { addSipDevice, editSipDevice, type SipDeviceView, type SipDeviceWithSecret } from "./device.api.ts";
import { DeviceExtras } from "./device-extras.tsx";
import { DeviceLimits } from "./device-limits.tsx";
import { sipFormSchema, sipFormShape } from "./device-schema.ts";

type Values = {
  login: string;
  /** Only of a new device; a later one is made by the device's menu. */
  secret: string;
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
  secret: "",
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
  /** With the secret that was made, which nobody has seen. */
  onSecret(device: SipDeviceWithSecret): void;
}

export function SipDeviceForm({ account, device, onClose, onSecret }: SipDeviceFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, SipDeviceView | SipDeviceWithSecret>({
    schema: sipFormSchema,
    shape: sipFormShape,
    initial: device ? valuesOf(device) : empty,
    save: (values, key) => {
      const body = { ...values, voicemailEmail: values.voicemailEmail || null, ip: values.ip || null };
      const { login: _login, secret, ...change } = body;
      if (device) return editSipDevice(device, change);
      return addSipDevice(account, { ...change, login: values.login, ...given({ secret }) }, key);
    },
    saved: async (saved) => {
      const { login } = saved;
      toast(`${login} is ${device ? "saved" : "added"}.`);
      onClose();
      // What one typed is known.
      if ("secret" in saved && form.getValues().secret === "") onSecret(saved);
      await queryClient.invalidateQueries({ queryKey: ["devices", account] });
    },
  });
  const { tick, form } = handle;
  const field = useFreeNames(handle, account, device);
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
      {device ? null : (
        <PasswordField
          input={field("secret", "8–30 characters. Left empty: one is made, and shown once.")}
          value={form.getValues().secret}
          what="secret"
          onGenerate={(made) => form.setFieldValue("secret", made)}
        />
      )}
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

/** The form's fields; a login and an extension that are another device's say so while they are typed. */
function useFreeNames({ field, form }: FormHandle<Values>, account: string, device: SipDeviceView | undefined) {
  const { login, extension } = form.getValues();
  const asks = (name: "login" | "extension", value: string) =>
    value !== device?.[name] && sipFormShape[name].safeParse(value).success ? { [name]: value } : {};
  const query = { ...asks("login", login), ...asks("extension", extension) };
  const path = `/api/v1/customers/${account}/sip-devices/check`;
  return useTaken(field, Object.keys(query).length > 0 ? { path, query } : undefined);
}

const valuesOf = (device: SipDeviceView): Values => ({
  login: device.login,
  secret: "",
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
