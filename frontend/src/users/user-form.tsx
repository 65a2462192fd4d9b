import { NativeSelect, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import * as z from "zod";
import type { StaffPermission } from "../../../functions/auth/access.ts";
import { ownWords, type PasswordPolicy, passwordFieldFaults } from "../../../functions/auth/password-policy.ts";
import { roleOf, roles } from "../../../functions/users/role.ts";
import { NewUser, UserChange } from "../../../functions/users/user.ts";
import { useFreeName } from "../auth/use-free-name.ts";
import { usePasswordPolicy } from "../auth/use-password-policy.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { toast } from "../ui/toasts.tsx";
import { PermissionChecks } from "./permission-checks.tsx";
import { addUser, editUser, type UserView, usersQuery } from "./user.api.ts";

interface Values extends Record<string, unknown> {
  username: string;
  name: string;
  email: string;
  password: string;
  permissions: StaffPermission[];
  enabled: boolean;
}

const shape = {
  username: titled("User name"),
  name: titled("Name"),
  email: titled("E-mail"),
  password: titled("Password"),
  permissions: titled("Permissions"),
  enabled: titled("May sign in"),
};

/** Without a password the user is invited. */
const newUser = ({ username, name, email, password, permissions }: Values) => ({
  username,
  name,
  email: email.trim() || null,
  permissions,
  ...(password ? { password } : {}),
});
/** An empty password keeps the one that is. */
const change = ({ name, email, password, permissions, enabled }: Values) => ({
  name,
  email: email.trim() || null,
  permissions,
  enabled,
  ...(password ? { password } : {}),
});

const schemaFor = (user: UserView | undefined, policy: PasswordPolicy) => {
  const written = z.preprocess(
    (values) => (user ? change(values as Values) : newUser(values as Values)),
    user ? UserChange : NewUser,
  );
  return z.any().superRefine((values: Values, context) => {
    const issues = written.safeParse(values).error?.issues ?? [];
    for (const { path, message } of issues) context.addIssue({ code: "custom", path: [...path], message });
    for (const { path, message } of values.password ? passwordFieldFaults(values, policy) : [])
      context.addIssue({ code: "custom", path: [path], message });
  });
};

const ownSet = "own";

interface UserFormProps {
  user?: UserView;
  /** Somebody was added who has no password yet. */
  onInvite(user: UserView): void;
  onClose(): void;
}

export function UserForm({ user, onInvite, onClose }: UserFormProps) {
  const queryClient = useQueryClient();
  const policy = usePasswordPolicy("STAFF");
  const schema = useMemo(() => schemaFor(user, policy), [user, policy]);
  const handle = useSchemaForm<Values, UserView>({
    schema,
    shape,
    initial: {
      username: user?.username ?? "",
      name: user?.name ?? "",
      email: user?.email ?? "",
      password: "",
      permissions: (user?.permissions ?? roles.at(-1)?.permissions ?? []).filter((one) => one !== "switch"),
      enabled: user?.enabled ?? true,
    },
    save: (values, key) => (user ? editUser(user, change(values)) : addUser(newUser(values), key)),
    saved: async (saved) => {
      toast(`${saved.name} is ${user ? "saved" : "added"}.`);
      onClose();
      if (!user && !saved.hasPassword) onInvite(saved);
      await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
    },
  });
  const { tick, form } = handle;
  const field = useFreeName(handle);
  const { password, permissions } = form.getValues();
  const take = (name: string) => {
    const role = roles.find((one) => one.name === name);
    if (role) form.setFieldValue("permissions", [...role.permissions]);
  };
  const role = roleOf(permissions);
  return (
    <DrawerForm
      title={user ? `Edit ${user.name}` : "Add user"}
      verb={user ? "Save changes" : "Add user"}
      handle={handle}
      onClose={onClose}
    >
      <TextInput
        {...field("username", "Letters and digits, 3 to 30. Fixed for good.")}
        withAsterisk
        disabled={user !== undefined}
        spellCheck={false}
        autoComplete="off"
        {...(user ? {} : { "data-autofocus": true })}
      />
      <TextInput {...field("name", "As colleagues know them; the audit log shows it.")} withAsterisk />
      <TextInput {...field("email", "Where links for a password are mailed.")} type="email" autoComplete="off" />
      <PasswordField
        input={field(
          "password",
          user
            ? "Left empty it stays. A new one ends every session of the user."
            : "Left empty the user is invited by a link and sets one.",
        )}
        value={password}
        onGenerate={(made) => form.setFieldValue("password", made)}
        policy={policy}
        own={ownWords(form.getValues())}
      />
      {user ? <Switch {...tick("enabled", "Off ends every session of the user at once.")} /> : null}
      <NativeSelect
        label="Role"
        description={role?.purpose ?? "A set of permissions of its own."}
        value={role?.name ?? ownSet}
        onChange={(event) => take(event.currentTarget.value)}
        data={[
          ...roles.map(({ name }) => ({ value: name, label: name })),
          { value: ownSet, label: "Own set", disabled: true },
        ]}
      />
      <PermissionChecks input={field("permissions")} />
    </DrawerForm>
  );
}
