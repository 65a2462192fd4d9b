import { instantsIn } from "./time-pattern.ts";

/** A request of a FreeRADIUS detail file: a line with its date, then one attribute a line. */

/** Values by the attribute's name in lower case. */
export type Attributes = ReadonlyMap<string, string>;

/** `"h323-setup-time=15:59:47.000 GMT …"` as an attribute's value repeats its name; quotes and name are taken away. */
function innerOf(name: string, written: string): string {
  const inner = /^"(.*)"$/.exec(written)?.[1]?.replaceAll('\\"', '"') ?? written;
  return inner.toLowerCase().startsWith(`${name}=`) ? inner.slice(name.length + 1) : inner;
}

/** Cisco's catch-all `Cisco-AVPair = "call-id=…"` holds an attribute of its own. */
function avPair(inner: string): { name: string; value: string } | undefined {
  const at = inner.indexOf("=");
  return at > 0 ? { name: inner.slice(0, at).toLowerCase(), value: inner.slice(at + 1) } : undefined;
}

/** The attributes of a block, the first of a name counting; undefined where a line is none. */
export function attributesIn(block: string): Attributes | undefined {
  const attributes = new Map<string, string>();
  const put = (name: string, value: string) => {
    if (!attributes.has(name)) attributes.set(name, value);
  };
  for (const [index, line] of block.split("\n").entries()) {
    const at = line.indexOf(" = ");
    if (at < 0) {
      // The date of the request has no attribute in it; any other line without one is cut or foreign.
      if (index === 0) continue;
      return undefined;
    }
    const name = line.slice(0, at).trim().toLowerCase();
    const value = innerOf(name, line.slice(at + 3).trim());
    const pair = name === "cisco-avpair" || name === "h323-ivr-out" ? avPair(value) : undefined;
    if (pair) put(pair.name, pair.value);
    else put(name, value);
  }
  return attributes;
}

/** Zones whose letters mean the same everywhere; others (EET, PST, IST) do not, and are read in the source's zone. */
const universal = new Set(["GMT", "UTC"]);

/**
 * `15:59:47.000 GMT Sun Dec 25 2005`. A star or a point before it says that the clock was not synchronised.
 * @returns the instants that it may mean; undefined when it is no such time
 */
export function radiusInstants(text: string, zone: string): number[] | undefined {
  const parts =
    /^[*.]?(\d\d:\d\d:\d\d)(\.\d{1,3})? ([A-Z]{2,5}) [A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d{4})$/.exec(
      text.trim(),
    );
  if (!parts) return undefined;
  const [, time = "", decimals = ".0", letters = "", month = "", day = "", year = ""] = parts;
  const written = `${year} ${month} ${day} ${time}.${decimals.slice(1).padEnd(3, "0")}`;
  const found = instantsIn(written, "YYYY MMM D HH:mm:ss.SSS", universal.has(letters) ? "UTC" : zone);
  return found.length > 0 ? found : undefined;
}
