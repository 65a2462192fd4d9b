import { SaxesParser } from "saxes";

export interface Found {
  name: string;
  attributes: Record<string, string>;
}

/** Every element of a document in its order, as a strict parser reads it. @throws Error for what is not well-formed */
export function elementsOf(text: string): Found[] {
  const found: Found[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) =>
    found.push({ name, attributes: attributes as Record<string, string> }),
  );
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(text).close();
  return found;
}
