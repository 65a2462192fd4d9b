import { queryOptions } from "@tanstack/react-query";
import { answer, api, keyed, type Schemas, seen } from "../api/client.ts";

export type VendorView = Schemas["Vendor"];
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
