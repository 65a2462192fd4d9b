import type { SwitchCdr } from "../cdrs/cdr.ts";
import type { CdrSource } from "../intake/source.ts";

/**
 * What a record says of who terminated the call: the names to look for, the surest first. The source's setting says
 * which field counts and on which leg, so that a call of two records costs once.
 */
export function gatewayNames(cdr: SwitchCdr, { vendorBy }: Pick<CdrSource, "vendorBy">): string[] {
  const { gateway, destinationIp, billed, leg, direction } = cdr;
  // An incoming call is terminated by us.
  if (direction === "DID") return [];
  switch (vendorBy) {
    case "gateway":
      return billed && gateway ? [gateway] : [];
    case "destinationIp":
      return billed && destinationIp ? [destinationIp] : [];
    case "bLeg":
      return leg === "b" ? [gateway, destinationIp].filter((name): name is string => Boolean(name)) : [];
  }
}
