import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconLogout, IconMoon, IconSun } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { sessionKey, signOut } from "../auth/session.api.ts";
import { Brand } from "../ui/brand.tsx";

/** Whose portal it is, light or dark, and the way out. Signing out also forgets every answer that was kept. */
export function PortalTop() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    queryClient.clear();
    queryClient.setQueryData(sessionKey, null);
    await navigate({ to: "/sign-in" });
  };
  return (
    <header className="top">
      <Link to="/" className="brand">
        <Brand height={22} />
      </Link>
      <div className="top-end">
        <SchemeToggle />
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

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  const label = dark ? "Switch to light colours" : "Switch to dark colours";
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={40}
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(dark ? "light" : "dark")}
    >
      {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
    </ActionIcon>
  );
}
