import { Menu } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Confirm } from "./confirm.tsx";
import { RowMenuButton } from "./row-menu-button.tsx";
import { toast } from "./toasts.tsx";

interface RowActionsProps {
  /** How the row is called in the menu's name and in what is said afterwards. */
  name: string;
  /** Verb and noun on the button that deletes, such as `Delete rule`. */
  verb: string;
  onEdit(): void;
  remove(): Promise<unknown>;
  /** What is read again afterwards. */
  refreshes: readonly unknown[];
  /** Further entries between Edit and Delete. */
  entries?: ReactNode;
  /** What deleting does, in a sentence. */
  children: ReactNode;
  /** Shown below the sentence. */
  further?: ReactNode;
}

/** Edit and delete of one row; deleting asks first and says what it does. */
export function RowActions({ name, verb, onEdit, remove, refreshes, entries, children, further }: RowActionsProps) {
  const [asking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const removal = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      toast(`${name} is deleted.`);
      await queryClient.invalidateQueries({ queryKey: refreshes });
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <RowMenuButton name={name} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onEdit}>Edit</Menu.Item>
          {entries}
          <Menu.Item className="danger-item" onClick={() => setAsking(true)}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Delete ${name}?`}
        verb={verb}
        dangerous
        busy={removal.isPending}
        error={removal.error}
        onConfirm={() => removal.mutate()}
      >
        <p>{children}</p>
        {further}
      </Confirm>
    </>
  );
}
