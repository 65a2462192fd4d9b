import { Button } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sessionQuery } from "../auth/session.api.ts";
import { useMay } from "../auth/use-may.ts";
import { mayVisit } from "../shell/reach.ts";
import type { ImportKind } from "./customer-import.api.ts";

/** The way to the page that takes sheets, for whoever may send one. */
export function ImportLink({ kind }: { kind: ImportKind }) {
  const { data: session } = useQuery(sessionQuery);
  const mayDevices = useMay("devices:write");
  const isThere = session && mayVisit(session.user, "/customers/import");
  if (!isThere || (kind !== "customers" && !mayDevices)) return null;
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/customers/import" search={{ kind }} {...props} />}
      leftSection={<IconFileImport size={16} />}
    >
      Import
    </Button>
  );
}
