/** Only addresses of this site: the rest of a link is not to be trusted with where people land. */
export const insideAddress = (to: string): string => (to.startsWith("/") && !to.startsWith("//") ? to : "/");
