import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

export const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

interface Zone {
  zone: string;
  choose(zone: string): void;
}

const ZoneContext = createContext<Zone>({ zone: browserZone, choose: () => undefined });

const stored = (): string => {
  try {
    return localStorage.getItem("switchbook-zone") ?? browserZone;
  } catch {
    return browserZone;
  }
};

/** The zone in which every instant on every page is shown. The choice is kept in this browser. */
export function ZoneProvider({ children }: { children: ReactNode }) {
  const [zone, setZone] = useState(stored);
  const value = useMemo(
    () => ({
      zone,
      choose: (next: string) => {
        setZone(next);
        localStorage.setItem("switchbook-zone", next);
      },
    }),
    [zone],
  );
  return <ZoneContext value={value}>{children}</ZoneContext>;
}

export const useZone = (): Zone => useContext(ZoneContext);
