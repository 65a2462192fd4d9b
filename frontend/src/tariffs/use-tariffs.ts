import { useQuery } from "@tanstack/react-query";
import { useMay } from "../auth/use-may.ts";
import { sellTariffsQuery, tariffsQuery } from "./tariff.api.ts";

/** All tariffs; not asked for by whoever may not read tariffs. */
export const useTariffs = () => useQuery({ ...tariffsQuery, enabled: useMay("tariffs:read") });

/** The tariffs that a form offers; not asked for by whoever may not read tariffs. */
export const useSellTariffs = () => useQuery({ ...sellTariffsQuery, enabled: useMay("tariffs:read") });
