import { useQuery } from "@tanstack/react-query";
import { useMay } from "../auth/use-may.ts";
import { sellTariffsQuery } from "./tariff.api.ts";

/** The tariffs that a form offers; not asked for by whoever may not read tariffs. */
export const useSellTariffs = () => useQuery({ ...sellTariffsQuery, enabled: useMay("tariffs:read") });
