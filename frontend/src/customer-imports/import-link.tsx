import { Button } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMay } from "../auth/use-may.ts";
import type { ImportKind } from "./customer-import.api.ts";

/** The way to the page that takes sheets, for whoever may send one. */
export function ImportLink({ kind }: { kind: ImportKind }) {
  const mayCustomers = useMay("customers:write");
  const mayDevices = useMay("devices:write");
  if (!mayCustomers || (kind !== "customers" && !mayDevices)) return null;
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
