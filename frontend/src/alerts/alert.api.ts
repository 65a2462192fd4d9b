import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api, given, type Schemas } from "../api/client.ts";

export type AlertView = Schemas["Alert"];
export type AlertKindName = Schemas["AlertKind"];

export const alertsPath = "/api/v1/alerts";
const mailsPath = "/api/v1/alert-mails";

/** Milliseconds between two looks. */
const every = 60_000;

export const alertsQuery = ({ state, kind }: { state: string; kind: string }) =>
  infiniteQueryOptions({
    queryKey: ["alerts", "list", state, kind],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const asked = { limit: 100, ...given({ cursor: pageParam }) };
      const filter = given({ state: state as "closed", kind: kind as AlertKindName });
      return answer(api.GET(alertsPath, { params: { query: { ...asked, ...filter } } }));
    },
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: every,
  });

/** The first of those that are open. */
export const openAlertsQuery = queryOptions({
  queryKey: ["alerts", "open"],
  queryFn: () => answer(api.GET(alertsPath, { params: { query: { limit: 100 } } })),
  refetchInterval: every,
});

export const alertMailsQuery = queryOptions({
  queryKey: ["alert-mails"],
  queryFn: () => answer(api.GET(mailsPath)),
});

export const keepAlertMails = (kinds: AlertKindName[]) => answer(api.PUT(mailsPath, { body: { kinds } }));
