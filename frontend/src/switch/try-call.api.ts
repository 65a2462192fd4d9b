import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";
import { digitsOf } from "../tariffs/rate-lookup.api.ts";

export type SimulationView = Schemas["Simulation"];

/** What is asked, as the address of the page has it: texts, empty where nothing is chosen. */
export interface CallAsked {
  cld: string;
  cli: string;
  device: string;
  /** Instant; empty: now. */
  at: string;
  seconds: string;
  /** Rule lists to be tried instead of the saved ones; empty: as saved. */
  destinationRules: string;
  sourceRules: string;
  cliRules: string;
}

export const ruleFields = ["destinationRules", "sourceRules", "cliRules"] as const;

const path = "/api/v1/customers/{account}/simulate";
export const simulatePath = (account: string): string => `/api/v1/customers/${account}/simulate`;

/** The body of the request. */
export const bodyOf = ({ cld, cli, device, at, seconds, ...lists }: CallAsked): Schemas["SimulatedCall"] => ({
  cld: digitsOf(cld),
  cli: digitsOf(cli),
  ...(device ? { device } : {}),
  ...(at ? { at } : {}),
  ...(ruleFields.some((name) => lists[name] !== "")
    ? { unsaved: Object.fromEntries(ruleFields.flatMap((name) => (lists[name] ? [[name, lists[name]]] : []))) }
    : {}),
  durationSeconds: /^\d+$/.test(seconds) ? Number(seconds) : 60,
});

export const simulationQuery = (account: string, asked: CallAsked) =>
  queryOptions({
    queryKey: ["simulation", account, asked],
    enabled: digitsOf(asked.cld) !== "",
    queryFn: ({ signal }) => answer(api.POST(path, { params: { path: { account } }, body: bodyOf(asked), signal })),
  });
