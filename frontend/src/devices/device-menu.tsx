import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Confirm } from "../ui/confirm.tsx";
import { toast } from "../ui/toasts.tsx";
import { type DeviceKind, deleteDevice } from "./device.api.ts";

interface DeviceMenuProps {
  account: string;
  kind: DeviceKind;
  id: string;
  name: string;
  onEdit(): void;
  children?: ReactNode;
}

/** Edit and delete of one device, and what its kind adds to that. */
export function DeviceMenu({ account, kind, id, name, onEdit, children }: DeviceMenuProps) {
  const [asking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteDevice(account, kind, id),
    onSuccess: async () => {
      toast(`${name} is deleted.`);
      await queryClient.invalidateQueries({ queryKey: ["devices", account] });
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={28} className="row-menu" aria-label={`Actions for ${name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onEdit}>Edit</Menu.Item>
          {children}
          <Menu.Item className="danger-item" onClick={() => setAsking(true)}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Delete ${name}?`}
        verb="Delete device"
        dangerous
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      >
        <p>Calls that come by it will no longer find this customer. Calls already charged stay as they are.</p>
      </Confirm>
    </>
  );
}
