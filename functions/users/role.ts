import { type Permission, type StaffPermission, staffPermissions } from "../auth/access.ts";

/** Sets of permissions that go together, offered where a person of the staff is added. Any other set is allowed too. */
export interface Role {
  name: string;
  /** Whom it is for. */
  purpose: string;
  permissions: readonly StaffPermission[];
}

const reading = staffPermissions.filter((permission) => permission.endsWith(":read"));

export const roles: readonly Role[] = [
  { name: "Administrator", purpose: "Everything, other users included.", permissions: staffPermissions },
  {
    name: "Billing",
    purpose: "Customers, money, tariffs and vendors.",
    permissions: [
      ...reading.filter((one) => one !== "audit:read"),
      "customers:write",
      "money:write",
      "tariffs:write",
      "vendors:write",
    ],
  },
  {
    name: "NOC",
    purpose: "Devices, numbers, routes, vendors and what switches send.",
    permissions: [
      ...reading.filter((one) => one !== "audit:read" && one !== "money:read"),
      "devices:write",
      "routing:write",
      "vendors:write",
      "intake:write",
    ],
  },
  {
    name: "Sales",
    purpose: "Adds customers and sees what they pay.",
    permissions: ["customers:read", "customers:write", "devices:read", "tariffs:read", "calls:read", "money:read"],
  },
  { name: "Read only", purpose: "Sees everything and changes nothing.", permissions: reading },
];

const keyOf = (permissions: readonly Permission[]): string => [...permissions].sort().join();

/** The role that has exactly these permissions; undefined for a set of one's own. */
export const roleOf = (permissions: readonly Permission[]): Role | undefined =>
  roles.find((role) => keyOf(role.permissions) === keyOf(permissions));
