import { allows, isOpenTo, type Principal } from "../auth/access.ts";
import { allSources } from "../intake/source.store.ts";
import { standingsOf } from "../intake/source-standing.flow.ts";
import { lookAtUpload } from "../intake/upload.flow.ts";
import { uploadPage } from "../intake/upload.store.ts";
import { listLiveCalls } from "../live-calls/list-live-calls.flow.ts";
import { isoInstant } from "../platform/clock.ts";
import { getSettings } from "../settings/settings.store.ts";
import { waitingCells } from "../suspense/suspense.store.ts";
import type { Home, HomeIntake } from "./home.ts";
import { homeTraffic } from "./home-traffic.flow.ts";

const filesShown = 5;

async function homeIntake(at: number): Promise<HomeIntake> {
  const [sources, cells, uploads] = await Promise.all([
    allSources(),
    waitingCells(),
    uploadPage({ limit: filesShown, after: undefined }),
  ]);
  const [standings, files] = await Promise.all([
    standingsOf(sources, at),
    Promise.all(uploads.items.map(lookAtUpload)),
  ]);
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  const waiting = new Map<string, number>();
  for (const { cell, share } of cells) waiting.set(cell.reason, (waiting.get(cell.reason) ?? 0) + share.n);
  return {
    sources: standings.map(({ id, name, silence: { state, lastCdrAt } }) => ({ id, name, state, lastCdrAt })),
    waiting: [...waiting]
      .filter(([, count]) => count > 0)
      .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
      .map(([reason, count]) => ({ reason, count })),
    files: files.map(({ id, fileName, source, createdAt, status, progress, records }) => ({
      ...{ id, fileName, source: names.get(source) ?? source, createdAt, status, progress, records },
    })),
  };
}

/** What the home page shows to whoever asks; what it may not see is not even read. @param at now, epoch ms */
export async function homeOf(principal: Principal, timeZone: string | undefined, at: number): Promise<Home> {
  const seesCalls = allows(principal, "calls:read") && isOpenTo(principal, "owned");
  const seesIntake = allows(principal, "intake:read") && isOpenTo(principal, "office");
  const [zone, traffic, up, intake] = await Promise.all([
    timeZone ?? getSettings().then((settings) => settings.timeZone),
    seesCalls ? homeTraffic(principal, timeZone, at) : null,
    seesCalls ? listLiveCalls({ limit: 1, before: undefined }, principal) : null,
    seesIntake ? homeIntake(at) : null,
  ]);
  const callsUp = up && { total: up.total, isCut: up.isCut };
  return { at: isoInstant(at), timeZone: zone, traffic, callsUp, intake };
}
