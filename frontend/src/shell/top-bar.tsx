import { ActionIcon, Button, Kbd, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconMenu2, IconMoon, IconSearch, IconSun } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { SignedIn } from "../auth/session.api.ts";
import { Brand } from "../ui/brand.tsx";
import { UserMenu } from "./user-menu.tsx";
import { ZoneMenu } from "./zone-menu.tsx";

interface TopBarProps {
  session: SignedIn | undefined;
  onMenu(): void;
  onSearch(): void;
}

export function TopBar({ session, onMenu, onSearch }: TopBarProps) {
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
        <ZoneMenu />
        <SchemeToggle />
        {session ? <UserMenu session={session} /> : null}
      </div>
    </header>
  );
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  const label = dark ? "Switch to light colours" : "Switch to dark colours";
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="var(--sb-control)"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(dark ? "light" : "dark")}
    >
      {dark ? <IconSun size={17} /> : <IconMoon size={17} />}
    </ActionIcon>
  );
}
