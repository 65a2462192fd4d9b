import { sipFaults } from "../../../functions/devices/device-rules.ts";
import { NewSipDevice } from "../../../functions/devices/sip-device.ts";

export const sipFormShape = NewSipDevice.shape;

/** The server's rules between fields; a secret that is left empty is made by the server. */
export const sipFormSchema = NewSipDevice.superRefine((device, context) => {
  for (const { path, message } of sipFaults({ ...device, secret: device.secret || undefined }))
    context.addIssue({ code: "custom", path: [path], message });
});
