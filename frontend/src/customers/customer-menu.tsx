import { Button, type ButtonProps } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ComponentPropsWithRef, lazy, Suspense, useRef, useState } from "react";
import { RowMenuButton } from "../ui/row-menu-button.tsx";
import type { ActedOn } from "./customer-index.api.ts";

const CustomerActions = lazy(async () => ({ default: (await import("./customer-actions.tsx")).CustomerActions }));

interface CustomerMenuProps {
  customer: ActedOn;
  /** Beside the name of one customer the button says what it is; in a row it is three dots. */
  inRow?: boolean;
}

/** What can be done with one customer. The menu is fetched and built when it is opened: one per row slows a long list down. */
export function CustomerMenu({ customer, inRow = true }: CustomerMenuProps) {
  const [wanted, setWanted] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const props = { ref: opener, "aria-haspopup": "menu" as const, onClick: () => setWanted(true) };
  const button = inRow ? <RowMenuButton name={customer.company} {...props} /> : <HeadButton {...props} />;
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <CustomerActions customer={customer} opener={opener} button={button} inRow={inRow} />
    </Suspense>
  );
}

const HeadButton = (props: ButtonProps & Omit<ComponentPropsWithRef<"button">, keyof ButtonProps>) => (
  <Button {...props} variant="default" rightSection={<IconChevronDown size={14} />}>
    Actions
  </Button>
);
