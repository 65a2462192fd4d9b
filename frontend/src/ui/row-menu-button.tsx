import { ActionIcon, type ActionIconProps } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { ComponentPropsWithRef } from "react";

/** The three dots at the end of a row, which open its menu. */
export const RowMenuButton = ({
  name,
  ...props
}: { name: string } & ActionIconProps & Omit<ComponentPropsWithRef<"button">, keyof ActionIconProps>) => (
  <ActionIcon
    {...props}
    variant="subtle"
    color="gray"
    size={28}
    className="row-menu"
    aria-label={`Actions for ${name}`}
  >
    <IconDots size={16} />
  </ActionIcon>
);
