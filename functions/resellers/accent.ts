/**
 * The colours of a page in a reseller's own accent. Whatever colour it is, text in it can be read: at least 4.5:1 against
 * what it stands on (WCAG 2.2, 1.4.3).
 */

type Rgb = readonly [number, number, number];

const least = 4.5;
const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
/** The page in the dark. */
const darkBody: Rgb = [0x24, 0x24, 0x24];

const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
const hexOf = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
/** So much of the second in the first, 0 to 1. */
const mixed = (of: Rgb, into: Rgb, share: number): Rgb =>
  of.map((part, at) => Math.round(part + ((into[at] ?? 0) - part) * share)) as unknown as Rgb;

function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const contrastOf = (one: Rgb, other: Rgb): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

/** Of two colours such as `#3730a3`, 1 to 21. */
export const contrast = (one: string, other: string): number => contrastOf(rgbOf(one), rgbOf(other));

/** White text on buttons in the colour must be readable: no shade of ours could mend that. */
export const isReadable = (accent: string): boolean => contrast(accent, "#ffffff") >= least;

/** The colour, moved towards another one until it can be read on both. */
function readableOn(accent: Rgb, grounds: readonly Rgb[], towards: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const tried = mixed(accent, towards, share);
    if (grounds.every((ground) => contrastOf(tried, ground) >= least)) return tried;
  }
  return towards;
}

export interface Shades {
  /** Links and what is active. */
  text: string;
  /** Behind a chosen row or entry. */
  selected: string;
  /** Buttons, with white text, and under the pointer. */
  filled: string;
  hover: string;
}

/** @param accent a readable one, `#rrggbb` */
export function shadesOf(accent: string): { light: Shades; dark: Shades } {
  const own = rgbOf(accent);
  const buttons = { filled: accent, hover: hexOf(mixed(own, black, 0.15)) };
  const [pale, deep] = [mixed(white, own, 0.08), mixed(darkBody, own, 0.3)];
  return {
    light: { ...buttons, selected: hexOf(pale), text: hexOf(readableOn(own, [white, pale], black)) },
    dark: { ...buttons, selected: hexOf(deep), text: hexOf(readableOn(own, [darkBody, deep], white)) },
  };
}
