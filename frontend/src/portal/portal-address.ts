/**
 * A customer is nobody but itself, so its pages' addresses do not name the account: `/portal/calls` is the page that
 * staff have at `/customers/C00000001/calls`. Whatever account an address names, it leads to nobody else's page.
 */

/** Below this the portal stands. */
export const portalBase = "/portal";

/** In the place of an account while nobody is signed in. */
export const nobody = "-";

/** Pages that belong to no account: for whoever is not signed in, and about the login itself. */
const accountless = [
  "sign-in",
  "forgot-password",
  "set-password",
  "confirm-email",
  "second-factor",
  "account",
  "exports",
  "own-api-keys",
];

/** The page that stands at an address. @param own the account that is signed in */
export function pagePath(address: string, own: string): string {
  const path = address.replace(/^\/portal(?=\/|$)/, "").replace(/\/$/, "");
  return accountless.includes(path.split("/")[1] ?? "") ? path : `/customers/${own}${path}`;
}

/** The address at which a page stands. */
export const addressOf = (page: string): string =>
  portalBase + page.replace(/^\/customers\/[^/]+/, "").replace(/\/$/, "");

/** Where the portal has what a link into the other pages names: a customer's own page, else its home. */
export const portalAddress = (path: string): string => {
  const isKnown = path.startsWith("/customers/") || accountless.includes(path.split("/")[1] ?? "");
  return isKnown ? addressOf(path) : portalBase;
};
