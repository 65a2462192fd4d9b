import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/client.ts";

export const ownEmailQuery = queryOptions({
  queryKey: ["own-email"],
  queryFn: () => answer(api.GET("/api/v1/own-email")),
});

export const askForEmail = (email: string, password: string) =>
  answer(api.POST("/api/v1/own-email", { body: { email, password } }));

export const confirmEmail = (token: string) => answer(api.POST("/api/v1/own-email/confirm", { body: { token } }));
