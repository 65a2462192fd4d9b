import { keys } from "../platform/keys.ts";
import { absent, get, put, unchanged, type Write } from "../platform/table.ts";
import { DialingRoutes } from "./dialing-route.ts";

export const getDialingRoutes = async (account: string): Promise<DialingRoutes> =>
  (await get(DialingRoutes, keys.dialingRoutes(account))) ?? { routes: [], version: 0 };

/** Replaces what was read. Fails its condition when it changed in between. */
export const changeDialingRoutes = (account: string, seen: DialingRoutes, routes: DialingRoutes["routes"]): Write =>
  put(
    { ...keys.dialingRoutes(account), routes, version: seen.version + 1 },
    seen.version === 0 ? absent : unchanged("version", seen.version),
  );
