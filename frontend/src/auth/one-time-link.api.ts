import { answer, api, type Schemas } from "../api/client.ts";

export type Invitation = Schemas["Invitation"];
export type LinkView = Schemas["OneTimeLink"];

export const askForLink = (username: string) => answer(api.POST("/api/v1/password-resets", { body: { username } }));

export const readLink = (token: string) => answer(api.POST("/api/v1/password-resets/link", { body: { token } }));

export const setPassword = (token: string, password: string) =>
  answer(api.POST("/api/v1/password-resets/use", { body: { token, password } }));

export const inviteUser = (id: string) =>
  answer(api.POST("/api/v1/users/{id}/invitations", { params: { path: { id } } }));

export const inviteReseller = (reseller: string) =>
  answer(api.POST("/api/v1/resellers/{reseller}/invitations", { params: { path: { reseller } } }));

export const inviteCustomer = (account: string) =>
  answer(api.POST("/api/v1/customers/{account}/invitations", { params: { path: { account } } }));
