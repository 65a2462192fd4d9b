import { Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { statusMoves } from "../../../functions/customers/status-rules.ts";
import { useMay } from "../auth/use-may.ts";
import type { ActedOn } from "./customer-index.api.ts";
import { giveStatus } from "./quick-status.ts";

const verbs = { ACTIVE: "Activate", PENDING: "Set to pending", SUSPENDED: "Suspend", BLOCKED: "Block" } as const;

/** The statuses that the customer may be given at once; deleting asks where it has to. */
export function StatusItems({ customer }: { customer: ActedOn }) {
  const queryClient = useQueryClient();
  const moves = statusMoves(customer.status);
  if (!useMay("customers:write") || moves.length === 0) return null;
  return (
    <>
      <Menu.Divider />
      {moves.map((to) => (
        <Menu.Item key={to} onClick={() => void giveStatus(queryClient, customer, to)}>
          {verbs[to]}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}
