import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { roleOf } from "../../../functions/users/role.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { RowActions } from "../ui/row-actions.tsx";
import { Status } from "../ui/status.tsx";
import { permissionText } from "./permission-words.ts";
import { deleteUser, type UserView, usersPath, usersQuery } from "./user.api.ts";
import { UserForm } from "./user-form.tsx";
import "./users.css";

const Permissions = ({ permissions }: UserView) => {
  const role = roleOf(permissions);
  return (
    <span title={permissions.map(permissionText).join("\n")}>
      {role ? role.name : `Own set of ${permissions.length}`}
    </span>
  );
};

const columnsOf = (onEdit: (user: UserView) => void): Column<UserView>[] => [
  { id: "name", header: "Name", main: true, cell: ({ name }) => name },
  { id: "username", header: "User name", cell: ({ username }) => <span className="mono">{username}</span> },
  { id: "role", header: "Role", cell: Permissions },
  { id: "createdAt", header: "Added", cell: ({ createdAt }) => <Instant at={createdAt} /> },
  {
    id: "enabled",
    header: "Status",
    cell: ({ enabled }) => <Status value={enabled ? "ACTIVE" : "INACTIVE"} label={enabled ? "Active" : "Disabled"} />,
  },
  {
    id: "menu",
    header: "",
    bare: true,
    cell: (user) => (
      <RowActions
        name={user.name}
        verb="Delete user"
        onEdit={() => onEdit(user)}
        remove={() => deleteUser(user.id)}
        refreshes={usersQuery.queryKey}
      >
        The user is signed out everywhere and the user name is free again. The audit log keeps what was done.
      </RowActions>
    ),
  },
];

/** The operator's staff and what each of them may do. */
export function UsersPage() {
  const users = useQuery(usersQuery);
  const [editing, setEditing] = useState<UserView | "new">();
  const add = (
    <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
      Add user
    </Button>
  );
  return (
    <Page title="Users" call={{ method: "GET", path: usersPath }} actions={add}>
      {users.isError ? <ProblemNote error={users.error} retry={users.refetch} /> : null}
      <DataTable
        label="Users"
        columns={columnsOf(setEditing)}
        rows={users.data?.items ?? []}
        rowKey={({ id }) => id}
        loading={users.isPending}
      />
      {editing ? (
        <UserForm {...(editing === "new" ? {} : { user: editing })} onClose={() => setEditing(undefined)} />
      ) : null}
    </Page>
  );
}
