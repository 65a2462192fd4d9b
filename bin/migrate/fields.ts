/** Single texts of the other systems. */

/** What of a caller's or called number can be dialled; of `"Name" <number>` the number. */
export const digitsOf = (written: string): string =>
  (/<([^>]*)>/.exec(written)?.[1] ?? written).replaceAll(/[^0-9*#+]/g, "").slice(0, 32);

/** The first that says something. */
export const firstOf = (...texts: string[]): string => texts.find((one) => one.trim() !== "") ?? "";

/**
 * `0/0044,*9/49` of the two systems that write number changes so: what a number begins with, and what stands there
 * instead. A `*` in front is any number. Undefined for what is none of that.
 */
export function swapRule(written: string): string | undefined {
  const parts = written.trim().split("/");
  const [from = "", to = "", ...more] = parts.map((part) => part.trim());
  if (parts.length < 2 || more.some(Boolean) || !/^(\*|\d*)$/.test(from) || !/^(\*|\d*)$/.test(to)) return undefined;
  const put = to === "*" ? "" : to;
  if (from === "*" || from === "") return `%=>${put}%`;
  return `${from}|%=>${put}%`;
}
