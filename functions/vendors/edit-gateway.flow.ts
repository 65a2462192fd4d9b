import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { type Guarded, guarded, transactGuarded } from "../platform/guarded.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { refuseClosed, usedBy } from "./edit-vendor.flow.ts";
import {
  addGateway,
  changeAliases,
  changeGateway,
  claimAliases,
  claimGatewayName,
  dropGateway,
  freeGatewayName,
  getGateway,
} from "./gateway.store.ts";
import { distinctAliases, type Gateway, type GatewayChange, type NewGateway } from "./gateway.ts";
import { countGateway } from "./vendor.store.ts";
import type { Vendor } from "./vendor.ts";

const nameWord = "Another gateway has this name.";
const aliasWord = "Another gateway is called so in the same CDRs.";
const lostWord = "Someone else changed this gateway meanwhile. Load it again and repeat your change.";
const closedWord = "This vendor was closed meanwhile.";

/** @throws Problem not_found, also for another vendor's */
export async function gatewayOrNotFound(vendorId: string, id: string): Promise<Gateway> {
  const gateway = await getGateway(vendorId, id);
  if (!gateway) throw new Problem("not_found", "This vendor has no such gateway.");
  return gateway;
}

/** @throws Problem conflict for a name or an alias that another gateway has, or a closed vendor */
export async function createGateway(vendor: Vendor, asked: NewGateway, actor: Principal, at: number): Promise<Gateway> {
  refuseClosed(vendor);
  const made = { id: newId("gateway"), vendorId: vendor.id, uses: 0, createdAt: isoInstant(at), version: 1 };
  const gateway: Gateway = { ...asked, aliases: distinctAliases(asked.aliases), ...made };
  const entry = auditEntry({ actor, action: "gateway.create", subject: gateway.id, after: gateway }, at);
  await transactGuarded([
    ...guarded([claimGatewayName(gateway.name, gateway.id)], nameWord, "name"),
    ...guarded(claimAliases(gateway.aliases, gateway), aliasWord, "aliases"),
    ...guarded([countGateway(vendor.id, 1)], closedWord),
    ...guarded([addGateway(gateway), entry], lostWord),
  ]);
  return gateway;
}

const renaming = (seen: Gateway, next: Gateway): Guarded[] =>
  seen.name.toLowerCase() === next.name.toLowerCase()
    ? []
    : [
        ...guarded([claimGatewayName(next.name, next.id)], nameWord, "name"),
        ...guarded([freeGatewayName(seen.name)], lostWord),
      ];

/** @throws Problem conflict as above, and when the gateway changed meanwhile */
export async function editGateway(
  seen: Gateway,
  change: GatewayChange,
  actor: Principal,
  at: number,
): Promise<Gateway> {
  const changed: Gateway = { ...seen, ...(change as Partial<Gateway>), version: seen.version + 1 };
  const next = { ...changed, aliases: distinctAliases(changed.aliases) };
  const entry = auditEntry({ actor, action: "gateway.change", subject: seen.id, before: seen, after: next }, at);
  const aliases = changeAliases(seen.aliases, next);
  await transactGuarded([
    ...renaming(seen, next),
    ...guarded(aliases.claimed, aliasWord, "aliases"),
    ...guarded([changeGateway(next), ...aliases.freed, entry], lostWord),
  ]);
  return next;
}

/**
 * Removes a gateway; calls that went there keep its id.
 * @param routes names of the routes that lead to it
 * @throws Problem conflict that names them
 */
export async function removeGatewayOf(seen: Gateway, routes: readonly string[], actor: Principal, at: number) {
  if (routes.length > 0) throw usedBy(routes);
  const entry = auditEntry({ actor, action: "gateway.remove", subject: seen.id, before: seen }, at);
  const usedWord = "This gateway changed meanwhile, or a route leads to it now. Load it again.";
  await transactGuarded([
    ...guarded(dropGateway(seen), usedWord),
    ...guarded([countGateway(seen.vendorId, -1), entry], lostWord),
  ]);
}
