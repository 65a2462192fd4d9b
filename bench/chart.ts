/** A curve over sizes as SVG that reads in light and dark: sizes by powers of ten to the right, cost from zero upwards. */

export interface Curve {
  name: string;
  points: readonly { size: number; value: number }[];
}

export interface Chart {
  title: string;
  /** What grows to the right. */
  over: string;
  /** Of the values. */
  unit: string;
  curves: readonly Curve[];
}

const [width, height] = [720, 360];
const plot = { left: 64, top: 56, right: width - 24, bottom: height - 84 };
/** Apart in both schemes, and for people who see red and green alike; each has a mark of its own as well. */
const colours = [
  { light: "#0b62d6", dark: "#6db1ff" },
  { light: "#b45309", dark: "#fbbf24" },
  { light: "#0f766e", dark: "#5eead4" },
  { light: "#9d174d", dark: "#f9a8d4" },
];

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const place = (value: number): string => value.toFixed(1);

export const shortSize = (size: number): string =>
  size >= 1_000_000 ? `${size / 1_000_000}M` : size >= 1000 ? `${Number((size / 1000).toFixed(1))}k` : String(size);

/** The smallest of 1, 2, 5 times a power of ten that is not below the value. */
export function roundTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((one) => one * power >= value * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(1));
}

function mark(at: number, x: number, y: number): string {
  const [px, py] = [place(x), place(y)];
  if (at === 0) return `<circle class="m c0" cx="${px}" cy="${py}" r="4"/>`;
  const shapes = ["", "M-4-4h8v8h-8z", "M0-5l5 9h-10z", "M0-5l5 5l-5 5l-5-5z"];
  return `<path class="m c${at}" transform="translate(${px} ${py})" d="${shapes[at] ?? shapes[1]}"/>`;
}

const scheme = (which: "light" | "dark"): string =>
  colours.map((colour, at) => `.c${at}{stroke:${colour[which]};fill:${colour[which]}}`).join("");

const style = [
  "text{font:13px system-ui,sans-serif;fill:#1f2937}.t{font-weight:600;font-size:15px}.s{fill:#4b5563;font-size:12px}",
  ".b{fill:#fff}.g{stroke:#d1d5db;stroke-width:1}.l{fill:none!important;stroke-width:2.5}",
  scheme("light"),
  "@media(prefers-color-scheme:dark){text{fill:#f3f4f6}.s{fill:#c3c9d2}.b{fill:#14161a}.g{stroke:#3b414b}",
  `${scheme("dark")}}`,
].join("");

function axes({ over, unit, curves }: Chart, x: (size: number) => number, y: (value: number) => number, top: number) {
  const sizes = [...new Set(curves.flatMap(({ points }) => points.map(({ size }) => size)))].sort((a, b) => a - b);
  const rows = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const at = place(y(top * part));
    const value = Number((top * part).toPrecision(3));
    return `<path class="g" d="M${plot.left} ${at}H${plot.right}"/><text class="s" x="${plot.left - 8}" y="${at}" dy="4" text-anchor="end">${value}</text>`;
  });
  const columns = sizes.map(
    (size) =>
      `<text class="s" x="${place(x(size))}" y="${plot.bottom + 20}" text-anchor="middle">${shortSize(size)}</text>`,
  );
  const names = [
    `<text class="s" x="${plot.right}" y="${plot.bottom + 38}" text-anchor="end">${escaped(over)}</text>`,
    `<text class="s" x="${plot.left}" y="${plot.top - 12}">${escaped(unit)}</text>`,
  ];
  return [...rows, ...columns, ...names];
}

/** Names below the plot, in two columns. */
const legend = (curves: readonly Curve[]): string[] =>
  curves.map(({ name }, at) => {
    const [x, y] = [plot.left + (at % 2) * 330, plot.bottom + 56 + Math.floor(at / 2) * 20];
    return `${mark(at, x, y - 4)}<text class="s" x="${x + 12}" y="${y}">${escaped(name)}</text>`;
  });

export function chartSvg(chart: Chart): string {
  const points = chart.curves.flatMap((curve) => curve.points);
  const logs = points.map(({ size }) => Math.log10(size));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const top = roundTop(Math.max(...points.map(({ value }) => value), Number.MIN_VALUE));
  const x = (size: number) =>
    plot.left + 16 + ((Math.log10(size) - low) / (high - low || 1)) * (plot.right - plot.left - 40);
  const y = (value: number) => plot.bottom - (value / top) * (plot.bottom - plot.top);
  const lines = chart.curves.flatMap((curve, at) => {
    const places = curve.points.map(({ size, value }) => [x(size), y(value)] as const);
    const path = places.map(([px, py], n) => `${n === 0 ? "M" : "L"}${place(px)} ${place(py)}`).join("");
    return [`<path class="l c${at}" d="${path}"/>`, ...places.map(([px, py]) => mark(at, px, py))];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(chart.title)}">`,
    `<style>${style}</style>`,
    `<rect class="b" width="${width}" height="${height}" rx="6"/>`,
    `<text class="t" x="${plot.left}" y="24">${escaped(chart.title)}</text>`,
    ...axes(chart, x, y, top),
    ...lines,
    ...legend(chart.curves),
    "</svg>\n",
  ].join("\n");
}
