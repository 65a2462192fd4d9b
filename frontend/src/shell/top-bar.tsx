import { ActionIcon, Button, Kbd } from "@mantine/core";
import { IconMenu2, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, memo, Suspense } from "react";
import type { SignedIn } from "../auth/session.api.ts";
import { Brand } from "../ui/brand.tsx";
import { SchemeToggle } from "../ui/scheme-toggle.tsx";
import { UserMenu } from "./user-menu.tsx";
import { ZoneMenu } from "./zone-menu.tsx";

const AlertBadge = lazy(async () => ({ default: (await import("../alerts/alert-badge.tsx")).AlertBadge }));

interface TopBarProps {
  session: SignedIn | undefined;
  onMenu(): void;
  onSearch(): void;
}

export const TopBar = memo(function TopBar({ session, onMenu, onSearch }: TopBarProps) {
  return (
    <header className="top">
      <ActionIcon
        variant="subtle"
        color="gray"
        size={40}
        className="menu-button"
        aria-label="Open menu"
        onClick={onMenu}
      >
        <IconMenu2 size={20} />
      </ActionIcon>
      <Link to="/" className="brand">
        <Brand height={22} />
      </Link>
      <Button
        variant="default"
        className="top-search"
        leftSection={<IconSearch size={15} />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={onSearch}
      >
        <span className="dim">Search</span>
      </Button>
      <div className="top-end">
        <Suspense fallback={null}>{session ? <AlertBadge /> : null}</Suspense>
        <ZoneMenu />
        <SchemeToggle size="var(--sb-control)" icon={17} />
        {session ? <UserMenu session={session} /> : null}
      </div>
    </header>
  );
});
