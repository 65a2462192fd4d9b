import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";

export type Replay = Schemas["Replay"];
type NewReplay = Schemas["NewReplay"];

export const beginReplay = (id: string, body: NewReplay): Promise<Replay> =>
  answer(api.POST("/api/v1/cdr-sources/{id}/replays", { params: { path: { id } }, body }));

export const applyReplay = (id: string): Promise<Replay> =>
  answer(api.POST("/api/v1/cdr-replays/{id}/apply", { params: { path: { id } } }));

export const isOver = ({ status }: Replay): boolean => status === "done" || status === "failed";

/** Records that are rated, parked as conflicts or put in the place of their former reading. */
export const changesOf = ({ done: { rated, conflicts, replaced } }: Replay): number => rated + conflicts + replaced;

/** The last few of a source. */
export const replaysQuery = (id: string) =>
  queryOptions({
    queryKey: ["intake", "replays", "of", id],
    queryFn: () =>
      answer(api.GET("/api/v1/cdr-sources/{id}/replays", { params: { path: { id }, query: { limit: 5 } } })),
  });

/** Asked again while the replay is at work. */
export const replayQuery = (id: string) =>
  queryOptions({
    queryKey: ["intake", "replays", id],
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 700),
    queryFn: () => answer(api.GET("/api/v1/cdr-replays/{id}", { params: { path: { id } } })),
  });
