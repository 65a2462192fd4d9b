/** Texts on a page: which characters a font can draw, how wide they are, and where lines break. */

export interface FontMeasure {
  hasGlyphForCodePoint: (codePoint: number) => boolean;
  glyphForCodePoint: (codePoint: number) => { advanceWidth: number };
  unitsPerEm: number;
}

export interface TextMeasure {
  /** The text as it can be drawn: `?` for what the font has no picture of, a blank for line breaks and controls. */
  drawable: (text: string) => string;
  /** Characters that were replaced so far. */
  replaced: () => number;
  /** Lines no wider than `width` points, broken at blanks where there are any. */
  lines: (text: string, width: number) => string[];
}

export function measureText(font: FontMeasure, pointSize: number): TextMeasure {
  const widths = new Map<string, number>();
  let missing = 0;
  const widthOf = (char: string): number => {
    const known = widths.get(char);
    if (known !== undefined) return known;
    const width = (font.glyphForCodePoint(char.codePointAt(0) ?? 63).advanceWidth / font.unitsPerEm) * pointSize;
    widths.set(char, width);
    return width;
  };
  const shown = (char: string): string => {
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(char)) return " ";
    if (font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0)) return char;
    // Marks and joiners that show nothing by themselves are left out without a word.
    if (/\p{Cf}/u.test(char)) return "";
    missing++;
    return "?";
  };
  return {
    drawable: (text) => (/^[\x20-\x7e]*$/.test(text) ? text : Array.from(text, shown).join("")),
    replaced: () => missing,
    lines: (text, width) => brokenLines(text, width, widthOf),
  };
}

function brokenLines(text: string, width: number, widthOf: (char: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const char of text) {
    const wide = widthOf(char);
    if (used + wide > width && line !== "") {
      const blank = char === " " ? line.length : line.lastIndexOf(" ");
      const rest = blank > 0 ? line.slice(blank + 1) : "";
      lines.push(blank > 0 ? line.slice(0, blank) : line);
      line = rest;
      used = Array.from(rest, widthOf).reduce((sum, one) => sum + one, 0);
      if (char === " ") continue;
    }
    line += char;
    used += wide;
  }
  return [...lines, line];
}
