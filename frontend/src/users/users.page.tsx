import { Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { roleOf } from "../../../functions/users/role.ts";
import { FactorOff } from "../auth/factor-off.tsx";
import { inviteUser } from "../auth/one-time-link.api.ts";
import { SendLink } from "../auth/send-link.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { RowActions } from "../ui/row-actions.tsx";
import { Status } from "../ui/status.tsx";
import { permissionText } from "./permission-words.ts";
import { deleteUser, editUser, type UserView, usersPath, usersQuery } from "./user.api.ts";
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

const Access = ({ enabled, hasPassword }: UserView) => {
  if (!enabled) return <Status value="INACTIVE" label="Disabled" />;
  return hasPassword ? <Status value="ACTIVE" label="Active" /> : <Status value="PENDING" label="Invited" />;
};

interface Doing {
  onEdit(user: UserView): void;
  onLink(user: UserView): void;
  onFactorOff(user: UserView): void;
}

const columnsOf = ({ onEdit, onLink, onFactorOff }: Doing): Column<UserView>[] => [
  { id: "name", header: "Name", main: true, cell: ({ name }) => name },
  { id: "username", header: "User name", cell: ({ username }) => <span className="mono">{username}</span> },
  { id: "role", header: "Role", cell: Permissions },
  { id: "createdAt", header: "Added", cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { id: "secondFactor", header: "Second factor", cell: ({ secondFactor }) => (secondFactor ? "On" : "Off") },
  { id: "enabled", header: "Status", cell: Access },
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
        entries={
          <>
            <Menu.Item disabled={!user.enabled} onClick={() => onLink(user)}>
              Send a link for a password
            </Menu.Item>
            {user.secondFactor ? (
              <Menu.Item onClick={() => onFactorOff(user)}>Switch the second factor off</Menu.Item>
            ) : null}
          </>
        }
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
  const [linking, setLinking] = useState<UserView>();
  const [unlocking, setUnlocking] = useState<UserView>();
  const queryClient = useQueryClient();
  const doing = { onEdit: setEditing, onLink: setLinking, onFactorOff: setUnlocking };
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
        columns={columnsOf(doing)}
        rows={users.data?.items ?? []}
        rowKey={({ id }) => id}
        loading={users.isPending}
      />
      {editing ? (
        <UserForm
          {...(editing === "new" ? {} : { user: editing })}
          onInvite={setLinking}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
      <SendLink
        name={linking?.name ?? ""}
        opened={linking !== undefined}
        make={() => inviteUser(linking?.id ?? "")}
        onMade={() => queryClient.invalidateQueries({ queryKey: usersQuery.queryKey })}
        onClose={() => setLinking(undefined)}
      />
      <FactorOff
        name={unlocking?.name ?? ""}
        opened={unlocking !== undefined}
        switchOff={async () => unlocking && editUser(unlocking, { secondFactor: false })}
        refreshes={usersQuery.queryKey}
        onClose={() => setUnlocking(undefined)}
      />
    </Page>
  );
}
