import { queryOptions } from "@tanstack/react-query";
import { answer, api, keyed, type Schemas, seen } from "../api/client.ts";

export type UserView = Schemas["User"];

export const usersPath = "/api/v1/users";

export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: () => answer(api.GET(usersPath, { params: { query: { limit: 200 } } })),
});

export const addUser = (body: Schemas["NewUser"], idempotencyKey: string) =>
  answer(api.POST(usersPath, { body, headers: keyed(idempotencyKey) }));

export const editUser = ({ id, version }: UserView, body: Schemas["UserChange"]) =>
  answer(api.PATCH(`${usersPath}/{id}`, { params: { path: { id } }, body, headers: seen(version) }));

export const deleteUser = (id: string) => answer(api.DELETE(`${usersPath}/{id}`, { params: { path: { id } } }));
