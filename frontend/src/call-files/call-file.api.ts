import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api, given, keyed, type Schemas, seen } from "../api/client.ts";

export type CallFileLine = Schemas["CallFile"];
export type CallFileSettingsView = Schemas["CallFileSettingsView"];
type CallFileSettings = Schemas["CallFileSettings"];

const settingsPath = "/api/v1/customers/{account}/call-file-settings";
const filesPath = "/api/v1/customers/{account}/call-files";

export const callFileSettingsQuery = (account: string) =>
  queryOptions({
    queryKey: ["call-files", account, "settings"],
    queryFn: (): Promise<CallFileSettingsView> =>
      answer(api.GET(settingsPath, { params: { path: { account } } })) as Promise<CallFileSettingsView>,
  });

interface FilePage {
  items: CallFileLine[];
  nextCursor: string | null;
}

const isOnItsWay = ({ mail, webhook }: CallFileLine) => mail === "QUEUED" || webhook === "QUEUED";

/** How soon to look again, in ms; false: nothing is about to change. */
function againMs(files: readonly CallFileLine[]): number | false {
  if (files.some(({ status }) => status === "MAKING")) return 2000;
  return files.some(isOnItsWay) ? 10_000 : false;
}

/** Newest day first; asked again while one of them is being made, or somebody is still to be told of it. */
export const callFilesQuery = (account: string) =>
  infiniteQueryOptions({
    queryKey: ["call-files", account, "list"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }): Promise<FilePage> => {
      const query = { limit: 50, ...given({ cursor: pageParam }) };
      return answer(api.GET(filesPath, { params: { path: { account }, query }, signal }));
    },
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) => againMs(state.data?.pages.flatMap(({ items }) => items) ?? []),
  });

export const readCallFile = (account: string, file: string) =>
  answer(api.GET(`${filesPath}/{file}`, { params: { path: { account, file } } }));

export const makeCallFile = (account: string, file: string) =>
  answer(api.POST(`${filesPath}/{file}/make`, { params: { path: { account, file } }, body: {} }));

export const sendCallFile = (account: string, file: string) =>
  answer(api.POST(`${filesPath}/{file}/send`, { params: { path: { account, file } }, body: {} }));

/** Whose settings they are: one's own, or those of a customer below. */
export interface Whose {
  account: string;
  isOwn: boolean;
}

export const saveSettings = ({ account, isOwn }: Whose, body: CallFileSettings, version: number) =>
  answer(
    isOwn
      ? api.PUT("/api/v1/own-call-files", { body, headers: seen(version) })
      : api.PUT(settingsPath, { params: { path: { account } }, body, headers: seen(version) }),
  ) as Promise<CallFileSettingsView>;

export const newSecret = ({ account, isOwn }: Whose, key: string) =>
  answer(
    isOwn
      ? api.POST("/api/v1/own-call-files/secret", { body: {}, headers: keyed(key) })
      : api.POST(`${settingsPath}/secret`, { params: { path: { account } }, body: {}, headers: keyed(key) }),
  ) as Promise<CallFileSettingsView>;
