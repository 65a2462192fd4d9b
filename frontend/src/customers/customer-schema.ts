import * as z from "zod";
import { Password } from "../../../functions/auth/password-policy.ts";
import { customerFields } from "../../../functions/customers/customer.ts";
import { crossFaults, type RawFields } from "../../../functions/customers/customer-rules.ts";

/** A password is written and never read, so it stands beside the stored fields. */
export const formShape = { ...customerFields, password: Password.meta({ title: "Web access password" }) };

const adding = z.object(formShape);
const editing = z.object({ ...customerFields, password: z.literal("").or(formShape.password) });

/** The rules of single fields and those between fields, all at once, as the server runs them. */
const withCrossFaults = (fields: z.ZodType) =>
  z.any().superRefine((values, context) => {
    const issues = fields.safeParse(values).error?.issues ?? [];
    const crossed = crossFaults(values as RawFields).map(({ path, message }) => ({ path: path.split("."), message }));
    for (const { path, message } of [...issues, ...crossed])
      context.addIssue({ code: "custom", path: [...path], message });
  });

/** What the form checks while it is filled in; rules that need the table or a setting are the server's. */
export const addingSchema = withCrossFaults(adding);
export const editingSchema = withCrossFaults(editing);
