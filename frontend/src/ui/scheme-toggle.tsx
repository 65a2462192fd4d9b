import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";

interface SchemeToggleProps {
  /** Of the button, and of the sign in it in px. */
  size: number | string;
  icon: number;
}

/** Light or dark. */
export function SchemeToggle({ size, icon }: SchemeToggleProps) {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  const label = dark ? "Switch to light colours" : "Switch to dark colours";
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={size}
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(dark ? "light" : "dark")}
    >
      {dark ? <IconSun size={icon} /> : <IconMoon size={icon} />}
    </ActionIcon>
  );
}
