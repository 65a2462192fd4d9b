import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";

export type RegistrationView = Schemas["DeviceRegistration"];

/** Milliseconds between two looks. */
const every = 10_000;

/** Where the SIP devices of a customer are registered, looked at again and again while it is shown. */
export const registrationsQuery = (account: string) =>
  queryOptions({
    queryKey: ["registrations", account],
    queryFn: () =>
      answer(
        api.GET("/api/v1/customers/{account}/registrations", { params: { path: { account }, query: { limit: 200 } } }),
      ),
    staleTime: 0,
    refetchInterval: every,
  });
