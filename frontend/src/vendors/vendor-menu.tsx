import { Menu } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Confirm } from "../ui/confirm.tsx";
import { useEditKey } from "../ui/edit-key.ts";
import { RowMenuButton } from "../ui/row-menu-button.tsx";
import { toast } from "../ui/toasts.tsx";
import { closeVendor, type VendorView } from "./vendor.api.ts";

/** Edit and close. A vendor that routes lead to is not closed; the refusal names them. */
export function VendorMenu({ vendor, onEdit }: { vendor: VendorView; onEdit(): void }) {
  const { id, name, gateways } = vendor;
  const [asking, setAsking] = useState(false);
  const button = useEditKey(onEdit);
  const queryClient = useQueryClient();
  const closing = useMutation({
    mutationFn: () => closeVendor(id),
    onSuccess: async () => {
      setAsking(false);
      toast(`${name} is closed.`);
      await queryClient.invalidateQueries({ queryKey: ["vendors"] });
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <RowMenuButton ref={button} name={name} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onEdit}>Edit</Menu.Item>
          <Menu.Item className="danger-item" onClick={() => setAsking(true)}>
            Close vendor
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Close ${name}?`}
        verb="Close vendor"
        dangerous
        busy={closing.isPending}
        error={closing.error}
        onConfirm={() => closing.mutate()}
      >
        <p>
          {gateways === 0
            ? "It has no gateways."
            : `Its ${gateways === 1 ? "gateway goes" : `${gateways} gateways go`}.`}{" "}
          The calls that it had stay. A closed vendor cannot be opened again.
        </p>
      </Confirm>
    </>
  );
}
