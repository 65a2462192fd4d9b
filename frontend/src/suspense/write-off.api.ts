import { answer, api, given, type Schemas } from "../api/client.ts";
import type { ParkedView, SuspenseFilter } from "./suspense.api.ts";

type ActResult = Schemas["SuspenseWriteOff"];
type WriteOffBody = Schemas["NewSuspenseWriteOffs"];

/** Some records by their ids, or all of a filter. */
export type Chosen = { ids: string[] } | { filter: SuspenseFilter };

/** Ids of one request, and records after which one about a filter answers. */
const most = 400;

function bodiesOf(chosen: Chosen): Omit<WriteOffBody, "note">[] {
  if ("filter" in chosen) {
    const { state: _, ...filter } = chosen.filter;
    return [{ ...given(filter), most } as Omit<WriteOffBody, "note">];
  }
  const bodies: { ids: string[] }[] = [];
  for (let at = 0; at < chosen.ids.length; at += most) bodies.push({ ids: chosen.ids.slice(at, at + most) });
  return bodies;
}

type Ask = (body: Omit<WriteOffBody, "note">) => Promise<ActResult>;

/** Asks on from where the last answer ended. `onStep` hears how many were changed so far. */
async function askAll(chosen: Chosen, ask: Ask, onStep: (changed: number) => void): Promise<number> {
  let changed = 0;
  for (const body of bodiesOf(chosen))
    for (let cursor: string | null = ""; cursor !== null; ) {
      const reply: ActResult = await ask({ ...body, ...given({ cursor }) });
      changed += reply.changed;
      cursor = reply.nextCursor;
      onStep(changed);
    }
  return changed;
}

export const writeOff = (chosen: Chosen, note: string, onStep: (changed: number) => void) =>
  askAll(chosen, (body) => answer(api.POST("/api/v1/suspense/write-off", { body: { ...body, note } })), onStep);

export const takeBack = (chosen: Chosen, onStep: (changed: number) => void) =>
  askAll(chosen, (body) => answer(api.POST("/api/v1/suspense/take-back", { body })), onStep);

/** What the records are about, as a count says it. */
export const countsOfRows = (rows: readonly ParkedView[]) =>
  rows.map(({ estimate, seconds, reason, source }) => ({
    reason,
    source,
    day: "",
    count: 1,
    seconds: seconds ?? 0,
    money: estimate ? [{ currency: estimate.currency, amount: estimate.amount }] : [],
    unpriced: { count: estimate ? 0 : 1, seconds: estimate ? 0 : (seconds ?? 0) },
  }));
