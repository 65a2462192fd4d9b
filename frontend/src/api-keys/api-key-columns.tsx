import { Button } from "@mantine/core";
import type { Permission } from "../../../functions/auth/access.ts";
import { counted } from "../../../functions/time/counted.ts";
import type { Column } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { Status } from "../ui/status.tsx";
import { permissionText } from "../users/permission-words.ts";
import type { ApiKeyView } from "./api-key.api.ts";

const state = ({ revokedAt, expiresAt }: ApiKeyView) => {
  if (revokedAt !== null) return <Status value="CLOSED" label="Revoked" />;
  if (expiresAt !== undefined && Date.parse(expiresAt) <= Date.now()) return <Status value="CLOSED" label="Expired" />;
  return <Status value="ACTIVE" />;
};

/** A key in a line. @param onRevoke undefined: whoever looks may not */
export const apiKeyColumns = (onRevoke: ((key: ApiKeyView) => void) | undefined): Column<ApiKeyView>[] => [
  { id: "name", header: "Name", main: true, cell: ({ name }) => name },
  { id: "id", header: "Key id", cell: ({ id }) => <span className="mono">{id}</span> },
  {
    id: "scopes",
    header: "May",
    cell: ({ scopes }) => (
      <span title={scopes.map((scope) => permissionText(scope as Permission)).join("\n")}>
        {scopes.length === 1 ? permissionText(scopes[0] as Permission) : counted(scopes.length, "scope")}
      </span>
    ),
  },
  {
    id: "allowedIps",
    header: "From",
    cell: ({ allowedIps }) =>
      allowedIps.length > 0 ? (
        <span className="mono">{allowedIps.join(", ")}</span>
      ) : (
        <span className="dim">anywhere</span>
      ),
  },
  { id: "createdAt", header: "Made", cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { id: "expiresAt", header: "Ends", cell: ({ expiresAt }) => <Instant at={expiresAt} /> },
  { id: "state", header: "Status", cell: state },
  {
    id: "revoke",
    header: "",
    bare: true,
    cell: (key) =>
      onRevoke && key.revokedAt === null ? (
        <Button variant="default" size="compact-sm" aria-label={`Revoke ${key.name}`} onClick={() => onRevoke(key)}>
          Revoke
        </Button>
      ) : null,
  },
];
