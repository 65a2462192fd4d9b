/** Every zone that can be chosen, UTC first. Beside the zone itself, so that only forms which offer them load them. */
export const zoneNames = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
