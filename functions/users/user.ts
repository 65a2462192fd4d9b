import * as z from "zod";
import { permissions, staffPermissions } from "../auth/access.ts";
import { Password } from "../auth/password-policy.ts";
import { EmailAddress, NameText, optional, Username } from "../customers/customer-fields.ts";

/** A person of the operator's staff. */

const PermissionList = z
  .array(z.enum(permissions).exclude(["switch"]), { error: "Must be a list of permissions." })
  .max(permissions.length)
  .overwrite((held) => [...new Set(held)].sort((a, b) => (a < b ? -1 : 1)));

const fields = {
  username: Username,
  name: NameText,
  /** Where a link for a new password is mailed. */
  email: optional(EmailAddress),
  permissions: PermissionList,
  password: Password,
};

export const NewUser = z
  .strictObject({
    ...fields,
    email: fields.email.default(null),
    permissions: PermissionList.default([...staffPermissions]),
    /** Left out: nobody signs in before a link has set one. */
    password: fields.password.optional(),
  })
  .meta({ id: "NewUser" });
export type NewUser = z.infer<typeof NewUser>;

/**
 * `password` resets it; it, other permissions and `enabled: false` end every session of the user at once.
 * `secondFactor: false` switches it off for someone who lost the device and the recovery codes.
 */
export const UserChange = z
  .strictObject({
    name: fields.name,
    email: fields.email,
    permissions: fields.permissions,
    password: fields.password,
    enabled: z.boolean(),
    secondFactor: z.literal(false, "Can only be switched off here."),
  })
  .partial()
  .meta({ id: "UserChange" });
export type UserChange = z.infer<typeof UserChange>;

export const User = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  email: z.string().nullable().default(null),
  permissions: z.array(z.enum(permissions)),
  enabled: z.boolean(),
  createdAt: z.string(),
  version: z.int().positive(),
});
export type User = z.infer<typeof User>;

/** A user in an answer. */
export const UserReply = User.extend({
  /** False: invited, and has not set one yet. */
  hasPassword: z.boolean(),
  /** A code is asked for after the password. */
  secondFactor: z.boolean(),
}).meta({ id: "User" });
export type UserReply = z.infer<typeof UserReply>;
