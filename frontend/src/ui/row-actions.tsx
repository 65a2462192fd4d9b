import { Menu } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { messageOf } from "../api/problem.ts";
import { Confirm } from "./confirm.tsx";
import { useEditKey } from "./edit-key.ts";
import { RowMenuButton } from "./row-menu-button.tsx";
import { toast } from "./toasts.tsx";

interface RowActionsProps {
  /** How the row is called in the menu's name and in what is said afterwards. */
  name: string;
  /** Verb and noun on the button that deletes, such as `Delete rule`. */
  verb: string;
  onEdit(): void;
  remove(): Promise<unknown>;
  /** Brings back what was deleted; offered for ten seconds. */
  undo?(): Promise<unknown>;
  /** What is read again afterwards. */
  refreshes: readonly unknown[];
  /** Further entries between Edit and Delete. */
  entries?: ReactNode;
  /** What deleting does, in a sentence. */
  children: ReactNode;
  /** Shown below the sentence. */
  further?: ReactNode;
}

/** Deletes the row and offers to bring it back. The row is gone by then, so that its refusal is said in a toast. */
function useRemoval({
  name,
  remove,
  undo,
  refreshes,
}: Pick<RowActionsProps, "name" | "remove" | "undo" | "refreshes">) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: refreshes });
  const bringBack = async (again: () => Promise<unknown>) => {
    try {
      await again();
      toast(`${name} is back.`);
    } catch (error) {
      toast(`${name} could not be brought back.`, { lines: [messageOf(error)] });
    }
    await refresh();
  };
  return useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      toast(`${name} is deleted.`, undo && { action: { label: "Undo", act: () => void bringBack(undo) } });
      await refresh();
    },
  });
}

/** Edit and delete of one row; deleting asks first and says what it does. */
export function RowActions(props: RowActionsProps) {
  const { name, verb, onEdit, entries, children, further } = props;
  const [asking, setAsking] = useState(false);
  const removal = useRemoval(props);
  const button = useEditKey(onEdit);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <RowMenuButton ref={button} name={name} />
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
