import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, keyed, type Schemas, seen } from "../api/client.ts";

export type MailLine = Schemas["MailSummary"];
export type MailTemplate = Schemas["MailTemplate"];
export type Wording = Schemas["MailWording"];
type Status = MailLine["status"];
type Kind = MailLine["kind"];

export interface MailFilters {
  status: string;
  kind: string;
}

export const mailsPath = "/api/v1/mails";

/** All mails, or those of one customer. */
export const mailsQuery = (filters: MailFilters, account = "") =>
  infiniteQueryOptions({
    queryKey: ["mails", account, filters],
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const asked = { status: filters.status as Status, kind: filters.kind as Kind };
      const query = { limit: 50, ...given({ ...asked, cursor: pageParam }) };
      return account
        ? answer(api.GET("/api/v1/customers/{account}/mails", { params: { path: { account }, query } }))
        : answer(api.GET(mailsPath, { params: { query } }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ["mails", "one", id],
    // Its files' addresses live for five minutes.
    refetchInterval: 15_000,
    queryFn: () => answer(api.GET("/api/v1/mails/{id}", { params: { path: { id } } })),
  });

export const sendingQuery = queryOptions({
  queryKey: ["mail-sending"],
  refetchInterval: 60_000,
  queryFn: () => answer(api.GET("/api/v1/mails/sending")),
});

export const sendAgain = (id: string) => answer(api.POST("/api/v1/mails/{id}/send", { params: { path: { id } } }));

export const sendTest = (to: string, key: string) => answer(api.POST(mailsPath, { body: { to }, headers: keyed(key) }));

export const templatesQuery = queryOptions({
  queryKey: ["mail-templates"],
  queryFn: () => answer(api.GET("/api/v1/mail-templates")),
});

export const wordAnew = (kind: Kind, body: Wording, version: number) =>
  answer(api.PUT("/api/v1/mail-templates/{kind}", { params: { path: { kind } }, body, headers: seen(version) }));

export const switchesQuery = (account: string) =>
  queryOptions({
    queryKey: ["mail-switches", account],
    queryFn: () => answer(api.GET("/api/v1/customers/{account}/mail-switches", { params: { path: { account } } })),
  });

export const switchMails = (account: string, off: readonly Kind[]) =>
  answer(
    api.PUT("/api/v1/customers/{account}/mail-switches", { params: { path: { account } }, body: { off: [...off] } }),
  );
