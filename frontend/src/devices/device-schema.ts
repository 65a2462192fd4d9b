import { NewSipDevice } from "../../../functions/devices/sip-device.ts";

/** The form has no secret of its own: one is made by the server and shown once. */
export const sipFormShape = NewSipDevice.shape;

export const sipFormSchema = NewSipDevice.superRefine((device, context) => {
  if (device.voicemail && !device.voicemailEmail)
    context.addIssue({ code: "custom", path: ["voicemailEmail"], message: "Required. Voice mail is sent there." });
});
