import { pdfStreams } from "../support/pdf.ts";

/** Text of a PDF's pages, by the font's own table from glyphs to characters. */
export function pdfText(file: Buffer): string {
  const streams = pdfStreams(file);
  const glyphs = new Map<string, string>();
  for (const map of streams.filter((text) => text.includes("beginbfrange")))
    for (const [, first = "", list = ""] of map.matchAll(/<(\w{4})> <\w{4}> \[([^\]]*)\]/g))
      for (const [at, hex] of [...list.matchAll(/<([\w ]*)>/g)].map(([, text = ""]) => text).entries()) {
        const units = hex.replaceAll(" ", "").match(/\w{4}/g) ?? [];
        const code = (Number.parseInt(first, 16) + at).toString(16).padStart(4, "0");
        glyphs.set(code, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
      }
  return streams
    .flatMap((text) => [...text.matchAll(/\[(<[^\]]*)\] TJ/g)])
    .map(([, shown = ""]) =>
      [...shown.matchAll(/<(\w*)>/g)]
        .map(([, hex = ""]) => (hex.match(/\w{4}/g) ?? []).map((one) => glyphs.get(one)).join(""))
        .join(""),
    )
    .join("\n");
}
