import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";

export type Replay = Schemas["Replay"];
type NewReplay = Schemas["NewReplay"];

export const beginReplay = (id: string, body: NewReplay): Promise<Replay> =>
  answer(api.POST("/api/v1/cdr-sources/{id}/replays", { params: { path: { id } }, body }));

export const applyReplay = (id: string): Promise<Replay> =>
  answer(api.POST("/api/v1/cdr-replays/{id}/apply", { params: { path: { id } } }));

export const isOver = ({ status }: Replay): boolean => status === "done" || status === "failed";

/** Asked again while the replay is at work. */
export const replayQuery = (id: string) =>
  queryOptions({
    queryKey: ["intake", "replays", id],
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 700),
    queryFn: () => answer(api.GET("/api/v1/cdr-replays/{id}", { params: { path: { id } } })),
  });
