import { inflateSync } from "node:zlib";

/** What is packed in a PDF: pages, fonts, and what else can be unpacked. */
export const pdfStreams = (pdf: Buffer): string[] =>
  [...pdf.toString("latin1").matchAll(/stream\r?\n([\s\S]*?)endstream/g)].flatMap(([, body = ""]) => {
    try {
      return [inflateSync(Buffer.from(body, "latin1")).toString("latin1")];
    } catch {
      return [];
    }
  });

/** Everything of a PDF that can be read as it stands: names, structure, and what is packed. */
export const insidePdf = (pdf: Buffer): string => [pdf.toString("latin1"), ...pdfStreams(pdf)].join("\n");
