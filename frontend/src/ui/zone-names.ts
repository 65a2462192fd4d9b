/** Zones that browsers list by the name that IANA has given up alone, though they know the new one too. */
const renamed: Record<string, string> = {
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Truk": "Pacific/Chuuk",
};

/** Every zone that can be chosen, UTC first. Beside the zone itself, so that only forms which offer them load them. */
export const zoneNames = [
  "UTC",
  ...new Set(
    Intl.supportedValuesOf("timeZone")
      .filter((zone) => zone !== "UTC")
      .flatMap((zone) => [zone, renamed[zone] ?? zone])
      .sort(),
  ),
];
