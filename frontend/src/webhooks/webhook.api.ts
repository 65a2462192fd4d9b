import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api, given, keyed, type Schemas, seen } from "../api/client.ts";

export type WebhookView = Schemas["WebhookEndpoint"];
export type DeliveryView = Schemas["WebhookDelivery"];

export const webhooksPath = "/api/v1/webhooks";
const onePath = "/api/v1/webhooks/{id}";

export const webhooksQuery = queryOptions({
  queryKey: ["webhooks", "list"],
  queryFn: () => answer(api.GET(webhooksPath)),
});

export const deliveriesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["webhooks", "deliveries", id],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      answer(
        api.GET(`${onePath}/deliveries`, {
          params: { path: { id }, query: { limit: 50, ...given({ cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 10_000,
  });

export const addWebhook = (body: Schemas["NewWebhook"], idempotencyKey: string) =>
  answer(api.POST(webhooksPath, { body, headers: keyed(idempotencyKey) }));
export const editWebhook = ({ id, version }: WebhookView, body: Schemas["WebhookChange"]) =>
  answer(api.PATCH(onePath, { params: { path: { id } }, body, headers: seen(version) }));
export const deleteWebhook = (id: string) => answer(api.DELETE(onePath, { params: { path: { id } } }));
export const newWebhookSecret = (id: string) => answer(api.POST(`${onePath}/secret`, { params: { path: { id } } }));
export const testWebhook = (id: string) => answer(api.POST(`${onePath}/test`, { params: { path: { id } } }));
export const sendAgain = ({ endpoint: id, id: delivery }: DeliveryView) =>
  answer(api.POST(`${onePath}/deliveries/{delivery}/send`, { params: { path: { id, delivery } } }));
