import { log } from "../../platform/log.ts";
import type { measureText } from "./pdf-text.ts";
import type { Letterhead } from "./table-file.ts";

/** Points. The block stands at the right of the first page's head. */
const blockWidth = 200;
const gap = 20;
const logoHeight = 40;
const lineHeight = 9.5;

interface Paper {
  doc: PDFKit.PDFDocument;
  measure: ReturnType<typeof measureText>;
}

/** What the letterhead leaves of a width for the text at its left. */
export const besideLetterhead = (width: number): number => width - blockWidth - gap;

/** @returns whether there is a picture: a file without one is better than none */
function drawLogo({ doc }: Paper, logo: Uint8Array | null, x: number, y: number): boolean {
  if (!logo) return false;
  try {
    doc.image(Buffer.from(logo), x, y, { fit: [blockWidth, logoHeight], align: "right" });
    return true;
  } catch (error) {
    log.warn("the logo could not be drawn", { reason: "LOGO_UNREADABLE", error: String(error) });
    return false;
  }
}

/** Logo and seller, the right edge at `right`. @returns where the next thing below may begin */
export function drawLetterhead(paper: Paper, { logo, seller }: Letterhead, right: number, top: number): number {
  const { doc, measure } = paper;
  const x = right - blockWidth;
  let y = top + (drawLogo(paper, logo, x, top) ? logoHeight + 6 : 0);
  for (const line of seller.flatMap((text) => measure.lines(measure.drawable(text), blockWidth))) {
    doc.text(line, x, y, { width: blockWidth, align: "right", lineBreak: false });
    y += lineHeight;
  }
  return y;
}

/** Across the page, behind what is written on it. */
export function drawWatermark({ doc }: Pick<Paper, "doc">, text: string): void {
  const { width, height } = doc.page;
  const size = 150;
  doc.save();
  doc.rotate(-30, { origin: [width / 2, height / 2] });
  doc.fontSize(size).fillColor("#eef0f2");
  doc.text(text, (width - doc.widthOfString(text)) / 2, (height - size) / 2, { lineBreak: false });
  doc.restore();
}

/** Who made it, for the foot of every page. */
export const footOf = ({ company, supportEmail }: Letterhead): string =>
  supportEmail ? `${company} · ${supportEmail} · ` : `${company} · `;
