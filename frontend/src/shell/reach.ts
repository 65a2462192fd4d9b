import type { SignedIn } from "../auth/session.api.ts";
import { menu } from "./menu.ts";

/** Which pages are there for whom. What is not there for somebody is absent: no entry, no hit, and no page at its address. */

type User = SignedIn["user"];
interface Entry {
  whose: (typeof menu)[number]["items"][number]["whose"];
  needs: User["permissions"][number] | undefined;
}

const isThereFor = ({ account, permissions }: User, { whose, needs }: Entry): boolean => {
  const isOf = whose !== "office" || account === undefined;
  return isOf && (needs === undefined || permissions.includes(needs));
};

/** The menu of whoever is signed in, without groups that would be empty. */
export const menuOf = (user: User | undefined) =>
  menu
    .map(({ group, items }) => ({ group, items: [...items].filter((item) => user && isThereFor(user, item)) }))
    .filter(({ items }) => items.length > 0);

/** Pages below one of the menu's that are for fewer people than it. */
const narrower = [
  { to: "/customers/new", whose: "sellers", needs: "customers:write" },
  { to: "/customers/import", whose: "office", needs: "customers:write" },
] as const;

/** What one must be allowed to see for a tab of a customer's. */
export function neededFor(tab: string): User["permissions"][number] {
  if (["", "details"].includes(tab)) return "customers:read";
  if (["live-calls", "calls", "call-files", "analysis"].includes(tab)) return "calls:read";
  if (["prices", "statement", "invoices", "payments"].includes(tab)) return "money:read";
  return tab.endsWith("-devices") ? "devices:read" : "routing:read";
}

const isBelow = (path: string, to: string): boolean => path === to || path.startsWith(`${to}/`);

export function mayVisit(user: User, path: string): boolean {
  const tab = /^\/customers\/C\d{8}\/([a-z-]+)/.exec(path)?.[1];
  if (tab && !user.permissions.includes(neededFor(tab))) return false;
  const entry =
    narrower.find(({ to }) => isBelow(path, to)) ??
    menu.flatMap(({ items }) => [...items]).find(({ to }) => to !== "/" && isBelow(path, to));
  return entry === undefined || isThereFor(user, entry);
}
