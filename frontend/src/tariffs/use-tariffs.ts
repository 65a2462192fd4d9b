import { useQuery } from "@tanstack/react-query";
import { useMay } from "../auth/use-may.ts";
import { sellTariffsQuery, tariffsQuery } from "./tariff.api.ts";

/** All tariffs, where they are wanted; not asked for by whoever may not read tariffs. */
export function useTariffs(areWanted = true) {
  const mayRead = useMay("tariffs:read");
  return useQuery({ ...tariffsQuery, enabled: mayRead && areWanted });
}

/** The tariffs that a form offers; not asked for by whoever may not read tariffs. */
export const useSellTariffs = () => useQuery({ ...sellTariffsQuery, enabled: useMay("tariffs:read") });
