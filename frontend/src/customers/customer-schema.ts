import * as z from "zod";
import { Password } from "../../../functions/auth/password-policy.ts";
import { customerFields } from "../../../functions/customers/customer.ts";

/** A password is written and never read, so it stands beside the stored fields. */
export const formShape = { ...customerFields, password: Password };

/** What the form checks while it is filled in; rules that need the table or a setting are the server's. */
export const addingSchema = z.object(formShape);
export const editingSchema = z.object({ ...customerFields, password: z.literal("").or(Password) });
