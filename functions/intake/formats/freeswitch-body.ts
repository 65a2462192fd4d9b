import { type JsonObject, parseObject } from "./json-fields.ts";

/**
 * mod_json_cdr and mod_xml_cdr send a raw document, `cdr=` with it url-encoded, or `cdr=` with it in base64, and label
 * them unreliably (`disable-100-continue` replaces the header list). Their spool files hold the same texts without
 * `cdr=`. So the first characters decide, never the Content-Type.
 */

/** Percent-decoding that cannot fail: what is no `%xx` stays, bytes that are no UTF-8 become U+FFFD. */
export function percentDecoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    const decoded = text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) =>
      new TextDecoder().decode(Uint8Array.from(run.slice(1).split("%"), (hex) => Number.parseInt(hex, 16))),
    );
    return decoded;
  }
}

function fromBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/=_-]+$/.test(text)) return undefined;
  try {
    return new TextDecoder().decode(
      Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0)),
    );
  } catch {
    return undefined;
  }
}

/** The value of a form body's `cdr` member, or the text itself. */
function formValue(text: string): string {
  if (!text.startsWith("cdr=")) return text;
  const end = text.indexOf("&");
  return text.slice(4, end < 0 ? undefined : end);
}

/** The text of a document that begins with a character, out of whatever it was sent in; undefined when there is none. */
export function documentText(text: string, first: "{" | "<"): string | undefined {
  const value = formValue(text.trim());
  if (value.startsWith(first)) return value;
  const encoded = first === "{" ? "%7b" : "%3c";
  if (value.slice(0, 3).toLowerCase() === encoded) {
    // FreeSWITCH writes a space as %20 and a plus as %2B; other senders of forms write a space as a plus.
    const spaced = value.includes("%20") ? value : value.replaceAll("+", " ");
    return percentDecoded(spaced);
  }
  return fromBase64(percentDecoded(value).replaceAll(" ", "+"))?.trim();
}

/** The JSON object of one record in any of the encodings; undefined when it is none. */
export function objectOf(text: string): JsonObject | undefined {
  const json = documentText(text, "{");
  return json === undefined ? undefined : parseObject(json);
}

/** What switch_url_encode never leaves as it is: one of these in any value means that values are not encoded. */
const unsafe = /[\s"#&+:;<=>?@[\\\]^`{|}]/;

/** The variables, decoded once where the switch encoded them (`encode-values`, its default), as they are otherwise. */
export function plainVariables(variables: JsonObject): JsonObject {
  const texts = Object.entries(variables).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  if (texts.some(([, value]) => unsafe.test(value))) return variables;
  return Object.assign(
    Object.create(null) as JsonObject,
    Object.fromEntries(texts.map(([name, value]) => [name, percentDecoded(value)])),
  );
}
