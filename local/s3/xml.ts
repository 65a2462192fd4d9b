const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" };

/** Text inside an element. A carriage return would be lost by XML's line-end rule. */
export const escapeXml = (text: string): string => text.replace(/[&<>"\r]/g, (char) => escapes[char] ?? char);

type Child = string | number | boolean | undefined | Xml;
/** Members in order; a list repeats its element. */
export interface Xml {
  [name: string]: Child | readonly Child[];
}

function element(name: string, value: Child | readonly Child[]): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.map((one: Child) => element(name, one)).join("");
  const inner = typeof value === "object" ? content(value as Xml) : escapeXml(String(value));
  return `<${name}>${inner}</${name}>`;
}

const content = (members: Xml): string =>
  Object.entries(members)
    .map(([name, value]) => element(name, value))
    .join("");

/** A whole S3 reply document. */
export const document = (root: string, members: Xml): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content(members)}</${root}>`;

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const unescapeXml = (text: string): string =>
  text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith("#"))
      return String.fromCodePoint(Number(name[1] === "x" ? `0${name.slice(1)}` : name.slice(1)));
    return entities[name] ?? whole;
  });

/** The inner text of every `<name>` element, in order. Enough for the two flat documents that clients send to S3. */
export const elementsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, "g"))].map((match) => match[1] ?? "");

export const textOf = (xml: string, name: string): string | undefined => {
  const inner = elementsOf(xml, name)[0];
  return inner === undefined ? undefined : unescapeXml(inner.trim());
};
