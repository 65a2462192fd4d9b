import { type Shades, shadesOf } from "../../../functions/resellers/accent.ts";

const sheet = new CSSStyleSheet();

/** In the place of the theme's own three: links and what is active, chosen rows, buttons. */
const variables = ({ text, selected, filled, hover }: Shades): string =>
  [
    ["--mantine-color-anchor", text],
    ["--sb-active", text],
    ["--sb-selected", selected],
    ["--mantine-primary-color-filled", filled],
    ["--mantine-primary-color-filled-hover", hover],
    ["--mantine-color-indigo-filled", filled],
    ["--mantine-color-indigo-filled-hover", hover],
  ]
    .map(([name, value]) => `${name}: ${value};`)
    .join("");

/** @param accent `#rrggbb`; null: the product's own colours again */
export function paintAccent(accent: string | null): void {
  const others = document.adoptedStyleSheets.filter((one) => one !== sheet);
  if (accent === null) {
    document.adoptedStyleSheets = others;
    delete document.documentElement.dataset["accent"];
    return;
  }
  const { light, dark } = shadesOf(accent);
  const rule = (scheme: string, shades: Shades) =>
    `:root[data-mantine-color-scheme="${scheme}"] { ${variables(shades)} }`;
  sheet.replaceSync(`${rule("light", light)} ${rule("dark", dark)}`);
  document.adoptedStyleSheets = [...others, sheet];
  document.documentElement.dataset["accent"] = accent;
}
