interface Compared {
  account: string | null;
  vendor: string | null;
  /** Instants: the first included, the second not. */
  from: string;
  to: string;
}

/**
 * What re-rating is asked of a comparison: the charges of its customer, or what its vendor takes by the vendor's own
 * tariff, to the millisecond. Empty: not asked for.
 * @param destination the chosen one; empty: all
 */
export function rerateSearch(
  { account, vendor, from, to }: Compared,
  vendors: readonly { id: string; tariffId: string | null }[],
  destination: string,
) {
  const tariffId = vendors.find(({ id }) => id === vendor)?.tariffId ?? "";
  const whose = vendor === null ? { account: account ?? "" } : { vendor, tariffId, what: "COSTS" };
  return { ...whose, from, to, destination };
}
