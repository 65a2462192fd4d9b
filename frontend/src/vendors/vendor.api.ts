import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, keyed, type Schemas, seen } from "../api/client.ts";

export type VendorView = Schemas["Vendor"];
export type VendorLine = Schemas["VendorLine"];
export type GatewayView = Schemas["Gateway"];

export const vendorsPath = "/api/v1/vendors";
export const gatewaysPath = "/api/v1/vendors/{id}/gateways";

/** All vendors: an operator has tens of them. */
export const vendorsQuery = queryOptions({
  queryKey: ["vendors", "list"],
  queryFn: () => answer(api.GET(vendorsPath, { params: { query: { limit: 200 } } })),
});

export const vendorQuery = (id: string) =>
  queryOptions({
    queryKey: ["vendors", "one", id],
    queryFn: () => answer(api.GET(`${vendorsPath}/{id}`, { params: { path: { id } } })),
  });

export const gatewaysQuery = (id: string) =>
  queryOptions({
    queryKey: ["vendors", "gateways", id],
    queryFn: () => answer(api.GET(gatewaysPath, { params: { path: { id } } })),
  });

/** Of all vendors. */
export const allGatewaysQuery = queryOptions({
  queryKey: ["vendors", "all-gateways"],
  queryFn: () => answer(api.GET("/api/v1/gateways")),
});

export const addVendor = (body: Schemas["NewVendor"], idempotencyKey: string) =>
  answer(api.POST(vendorsPath, { body, headers: keyed(idempotencyKey) }));

export const editVendor = ({ id, version }: VendorView, body: Schemas["VendorChange"]) =>
  answer(api.PATCH(`${vendorsPath}/{id}`, { params: { path: { id } }, body, headers: seen(version) }));

export const closeVendor = (id: string) => answer(api.DELETE(`${vendorsPath}/{id}`, { params: { path: { id } } }));

export const addGateway = (id: string, body: Schemas["NewGateway"], idempotencyKey: string) =>
  answer(api.POST(gatewaysPath, { params: { path: { id } }, body, headers: keyed(idempotencyKey) }));

export const editGateway = ({ vendorId, id, version }: GatewayView, body: Schemas["GatewayChange"]) => {
  const params = { path: { id: vendorId, gateway: id } };
  return answer(api.PATCH(`${gatewaysPath}/{gateway}`, { params, body, headers: seen(version) }));
};

export const deleteGateway = ({ vendorId, id }: GatewayView) =>
  answer(api.DELETE(`${gatewaysPath}/{gateway}`, { params: { path: { id: vendorId, gateway: id } } }));

/** What is paid to a vendor moves beside what its calls cost, so none of it is kept. */
const fresh = { staleTime: 0, refetchInterval: 15_000 } as const;

export const vendorBalanceQuery = (id: string) =>
  queryOptions({
    ...fresh,
    queryKey: ["vendors", "balance", id],
    queryFn: () => answer(api.GET(`${vendorsPath}/{id}/balance`, { params: { path: { id } } })),
  });

/** @param days first and last, `2026-01-31`, of the zone in which the vendor's days are counted; left out: the last 30 */
export const vendorStatementQuery = (id: string, days: { from?: string; to?: string }) =>
  queryOptions({
    ...fresh,
    queryKey: ["vendors", "statement", id, days],
    placeholderData: keepPreviousData,
    queryFn: () => answer(api.GET(`${vendorsPath}/{id}/statement`, { params: { path: { id }, query: days } })),
  });

export const vendorPaymentsQuery = (id: string) =>
  infiniteQueryOptions({
    staleTime: 0,
    queryKey: ["vendors", "payments", id],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const params = { path: { id }, query: { limit: 50, ...given({ cursor: pageParam }) } };
      return answer(api.GET(`${vendorsPath}/{id}/payments`, { params }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

export const bookVendorPayment = (id: string, body: Schemas["NewVendorPayment"], key: string) =>
  answer(
    api.POST(`${vendorsPath}/{id}/payments`, { params: { path: { id }, header: { "idempotency-key": key } }, body }),
  );

export const reverseVendorPayment = (id: string, payment: string, note: string, key: string) =>
  answer(
    api.POST(`${vendorsPath}/{id}/payments/{payment}/reversal`, {
      params: { path: { id, payment }, header: { "idempotency-key": key } },
      body: { note },
    }),
  );
