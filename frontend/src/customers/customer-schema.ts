import * as z from "zod";
import { Password, type PasswordPolicy, passwordFieldFaults } from "../../../functions/auth/password-policy.ts";
import { customerFields } from "../../../functions/customers/customer.ts";
import { crossFaults, type RawFields, settingFaults } from "../../../functions/customers/customer-rules.ts";
import type { FormDefaults } from "../settings/settings.api.ts";

/** A password is written and never read, so it stands beside the stored fields. */
export const formShape = { ...customerFields, password: Password.meta({ title: "Web access password" }) };

const adding = z.object(formShape);
const editing = z.object({ ...customerFields, password: z.literal("").or(formShape.password) });

/** The rules of single fields and those between fields, all at once, as the server runs them. */
const withCrossFaults = (fields: z.ZodType, further: typeof crossFaults = () => []) =>
  z.any().superRefine((values, context) => {
    const issues = fields.safeParse(values).error?.issues ?? [];
    const faults = [...crossFaults(values as RawFields), ...further(values as RawFields)];
    const crossed = faults.map(({ path, message }) => ({ path: path.split("."), message }));
    for (const { path, message } of [...issues, ...crossed])
      context.addIssue({ code: "custom", path: [...path], message });
  });

/** What the form checks while it is filled in; rules that need the table are the server's. */
export const addingSchema = (defaults: FormDefaults) => {
  const policy = defaults.strongPasswords.includes("CUSTOMERS") ? "STRONG" : "MANUAL";
  return withCrossFaults(adding, (values) => [
    ...settingFaults(values, defaults),
    ...passwordFieldFaults(values, policy),
  ]);
};
/** A setting that became stricter does not stop an edit of something else, which only the server can tell apart. */
export const editingSchema = (policy: PasswordPolicy) =>
  withCrossFaults(editing, (values) => (values["password"] ? passwordFieldFaults(values, policy) : []));
