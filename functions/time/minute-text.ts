/** An instant for people, to the minute: `2026-01-31 09:30 UTC`. @param iso as `isoInstant` has it */
export const minuteText = (iso: string): string => `${iso.slice(0, 16).replace("T", " ")} UTC`;
