/** Without signs and letters that are mistaken for each other when read aloud (0 O, 1 l I). */
const letters = "abcdefghijkmnpqrstuvwxyz";
const capitals = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const digits = "23456789";
const signs = "-_.!*";
const all = letters + capitals + digits + signs;

/**
 * A secret of 24 characters with a capital, a digit and a sign, made of random bytes: about 140 bits.
 * @param bytes at least 24 random bytes
 */
export function secretFrom(bytes: Uint8Array): string {
  const pick = (from: string, i: number): string => from[(bytes[i] ?? 0) % from.length] ?? "";
  const body = Array.from({ length: 21 }, (_, i) => pick(all, i)).join("");
  return `${pick(capitals, 21)}${body}${pick(digits, 22)}${pick(signs, 23)}`;
}
