import { ActionIcon } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useLeave } from "../auth/use-leave.ts";
import { Brand } from "../ui/brand.tsx";
import { SchemeToggle } from "../ui/scheme-toggle.tsx";

/** Whose portal it is, light or dark, and the way out. */
export function PortalTop() {
  const leave = useLeave();
  return (
    <header className="top">
      <Link to="/" className="brand">
        <Brand height={22} />
      </Link>
      <div className="top-end">
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
