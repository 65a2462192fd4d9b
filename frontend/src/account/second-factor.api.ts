import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/client.ts";

const path = "/api/v1/second-factor";

export const secondFactorQuery = queryOptions({
  queryKey: ["second-factor"],
  queryFn: () => answer(api.GET(path)),
});

export const beginSecondFactor = (password: string) => answer(api.POST(path, { body: { password } }));
export const confirmSecondFactor = (code: string) => answer(api.POST(`${path}/confirm`, { body: { code } }));
export const renewRecoveryCodes = (password: string) =>
  answer(api.POST(`${path}/recovery-codes`, { body: { password } }));
export const disableSecondFactor = (password: string, code: string) =>
  answer(api.POST(`${path}/disable`, { body: { password, code } }));
