import { isoDay } from "../../functions/platform/clock.ts";
import { goodPassword, uniqueName } from "../support/api.ts";
import { customerBody } from "../support/customers.ts";
import { resellerBody } from "../support/resellers.ts";

export type Json = Record<string, unknown>;

let count = 0;
const next = (): number => ++count;
const sessions = { maxCallSessions: 1, callSessionsPerSecond: 1 };
const net = () => `192.0.${2 + Math.floor(count / 250)}.${next() % 250}`;

/**
 * What is enough to make one more of each, in an order in which each finds what it needs. Other operations get a body out of
 * their schema, edits an empty one.
 */
export const enough: Record<string, (tariff: string) => Json> = {
  "/api/v1/tariffs": () => ({ name: `Tariff ${next()}`, currency: "EUR" }),
  "/api/v1/tariffs/{id}/cards": () => ({ name: `Card ${next()}` }),
  "/api/v1/tariffs/{id}/rates": () => ({ prefix: String(1000 + next()), destination: "Here", pricePerMinute: "0.01" }),
  "/api/v1/customers": (tariff) => ({ ...customerBody(tariff), email: "billing@example.com" }),
  "/api/v1/customers/{account}/ip-devices": () => ({ ip: net(), dialPrefix: "", ...sessions }),
  "/api/v1/customers/{account}/sip-devices": () => ({
    ...{ login: uniqueName(), extension: String(10_000 + next()), ...sessions },
  }),
  "/api/v1/customers/{account}/payments": () => ({ kind: "PAYMENT", amount: "1" }),
  "/api/v1/resellers": (tariff) => resellerBody(tariff),
  "/api/v1/vendors": () => ({ name: `Vendor ${next()}`, currency: "EUR" }),
  "/api/v1/vendors/{id}/gateways": () => ({ name: `gw${next()}`, host: net() }),
  "/api/v1/vendors/{id}/payments": () => ({ kind: "PAYMENT", amount: "1" }),
  "/api/v1/routes": () => ({ name: `Route ${next()}` }),
  "/api/v1/dids": () => ({ numbers: [`4420794${10_000 + next()}`] }),
  "/api/v1/cdr-sources": () => ({ name: `Source ${next()}`, switch: `sw${next()}`, format: "kamailio-json" }),
  "/api/v1/users": () => ({ username: uniqueName(), name: "Una", password: goodPassword, permissions: [] }),
  "/api/v1/api-keys": () => ({ name: `Key ${next()}`, scopes: ["calls:read"] }),
  "/api/v1/webhooks": () => ({ url: "https://hooks.example.com/x", events: ["alert.opened"] }),
  "/api/v1/saved-views": () => ({ page: "customers", name: `View ${next()}`, query: "status=ACTIVE", shared: false }),
  "/api/v1/exchange-rates": () => ({ currency: "CHF", rate: "1.1", effectiveFrom: isoDay(Date.UTC(2026, 0, next())) }),
  "/api/v1/customer-imports": () => ({ kind: "customers", fileName: "customers.csv" }),
};

/** What stands in a path where no list has an id. */
export const inPath: Record<string, string> = { list: "source", kind: "RECEIPT" };
