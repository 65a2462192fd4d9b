import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";

export type OwnSession = Schemas["OwnSession"];

export const ownSessionsQuery = queryOptions({
  queryKey: ["own-sessions"],
  staleTime: 0,
  queryFn: () => answer(api.GET("/api/v1/sessions")),
});

export const endOwnSession = (session: string) =>
  answer(api.DELETE("/api/v1/sessions/{session}", { params: { path: { session } } }));

export const endOtherSessions = () => answer(api.POST("/api/v1/sessions/end-others", { body: {} }));

export const changeOwnPassword = (password: string, newPassword: string) =>
  answer(api.POST("/api/v1/own-password", { body: { password, newPassword } }));
