/** XML as switches read it: elements with attributes, nothing else. What is in a value can never become markup. */

export interface XmlElement {
  name: string;
  attributes?: Readonly<Record<string, string>>;
  children?: readonly XmlElement[];
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Whether XML 1.0 §2.2 has the character at all, and it is no line break or tab either, which no value of ours holds. */
const isPlain = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x20 && (code < 0x7f || code > 0x9f) && (code < 0xd800 || code > 0xdfff) && (code & 0xfffe) !== 0xfffe;
};

/** A value between quotes. What may not stand there becomes a question mark. */
const valueText = (value: string): string =>
  Array.from(value, (character) => (isPlain(character) ? (entities[character] ?? character) : "?")).join("");

/** Names of elements and attributes are our own words, never somebody else's. */
export function xmlText({ name, attributes = {}, children = [] }: XmlElement): string {
  const shown = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${valueText(value)}"`)
    .join("");
  return children.length === 0 ? `<${name}${shown}/>` : `<${name}${shown}>${children.map(xmlText).join("")}</${name}>`;
}
