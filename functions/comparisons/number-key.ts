/**
 * By what two writings of a number are known to be the same: its last digits, because what stands before them (00, +, a
 * country code that is left out, a prefix that picks a route) is different from file to file.
 * @param digits how many; 0: all of them, without 00 or + in front
 */
export function numberKey(number: string, digits: number): string {
  const all = number.replace(/\D/g, "");
  return digits === 0 ? all.replace(/^00/, "") : all.slice(-digits);
}
