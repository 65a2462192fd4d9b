import { type Permission, permissions } from "../../../functions/auth/access.ts";

const subjects: Record<string, string> = {
  customers: "Customers",
  devices: "Devices",
  routing: "Routes and number rules",
  vendors: "Vendors and gateways",
  tariffs: "Tariffs and rates",
  calls: "Calls",
  money: "Statements and payments",
  intake: "CDR intake and suspense",
  settings: "Settings",
  users: "Users and API keys",
  audit: "Audit log",
  switch: "Switch API",
};

export const permissionText = (permission: Permission): string => {
  const [subject = "", verb] = permission.split(":");
  const name = subjects[subject] ?? subject;
  return verb === undefined ? name : `${name}: ${verb === "read" ? "see" : "change"}`;
};

export const permissionChoices = (but: readonly Permission[] = []) =>
  permissions
    .filter((permission) => !but.includes(permission))
    .map((permission) => ({ value: permission, label: permissionText(permission) }));
