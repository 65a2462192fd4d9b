import * as z from "zod";
import { MailKind, switchableKinds } from "./template.ts";

/** Which kinds of mail a customer gets. Whoever was never asked gets all of them. */
export const MailSwitches = z
  .strictObject({
    /** Kinds that the customer is spared. */
    off: z
      .array(MailKind)
      .refine((kinds) => kinds.every((kind) => switchableKinds.includes(kind)), {
        message: `Only ${switchableKinds.join(", ")} can be switched off.`,
      })
      .transform((kinds) => [...new Set(kinds)].sort()),
  })
  .meta({ id: "MailSwitches" });
export type MailSwitches = z.infer<typeof MailSwitches>;

export const allOn: MailSwitches = { off: [] };
