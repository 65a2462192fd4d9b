import { ActionIcon } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useLeave } from "../auth/use-leave.ts";
import { customerQuery } from "../customers/customer.api.ts";
import { Brand } from "../ui/brand.tsx";
import { SchemeToggle } from "../ui/scheme-toggle.tsx";

const ZoneMenu = lazy(async () => ({ default: (await import("../shell/zone-menu.tsx")).ZoneMenu }));

/** Whose portal it is, whose clock it goes by, light or dark, and the way out. */
export function PortalTop({ account }: { account: string | undefined }) {
  const leave = useLeave();
  return (
    <header className="top">
      <Link to="/" className="brand">
        <Brand height={22} />
      </Link>
      <div className="top-end">
        <Suspense fallback={null}>{account ? <OwnZone account={account} /> : null}</Suspense>
        <SchemeToggle size={40} icon={18} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={40}
          aria-label="Sign out"
          title="Sign out"
          onClick={() => void leave()}
        >
          <IconLogout size={18} />
        </ActionIcon>
      </div>
    </header>
  );
}

function OwnZone({ account }: { account: string }) {
  const { data } = useQuery(customerQuery(account));
  return <ZoneMenu own={data?.timeZone} />;
}
