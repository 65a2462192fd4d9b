import { SaxesParser } from "saxes";
import { expect, it } from "vitest";
import { chartSvg, roundTop, shortSize } from "../bench/chart.ts";
import { sizesUpTo } from "../bench/growth-curves.ts";

const chart = {
  ...{ title: "A list that grows <so>", over: "customers & more", unit: "RRU" },
  curves: [
    { name: "page", points: [1000, 10_000, 1_000_000].map((size) => ({ size, value: 2.5 })) },
    { name: "search", points: [1000, 10_000, 1_000_000].map((size, n) => ({ size, value: 4 + n })) },
  ],
};

/** The attributes of every element of this name, as a strict reader of XML finds them. */
function elementsOf(svg: string, name: string): Record<string, string>[] {
  const found: Record<string, string>[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => {
    if (tag.name === name) found.push(tag.attributes as Record<string, string>);
  });
  parser.write(svg).close();
  return found;
}

it("a chart has every point within its box, the same value at the same height, and colours for light and dark", () => {
  const svg = chartSvg(chart);
  const circles = elementsOf(svg, "circle").filter(({ r }) => r === "4");
  // Three points and one mark in the legend.
  expect(circles).toHaveLength(4);
  for (const { cx, cy } of circles) {
    expect(Number(cx)).toBeGreaterThan(0);
    expect(Number(cx)).toBeLessThan(720);
    expect(Number(cy)).toBeLessThan(360);
  }
  expect(new Set(circles.slice(0, 3).map(({ cy }) => cy)).size).toBe(1);
  const xs = circles.slice(0, 3).map(({ cx }) => Number(cx));
  // By powers of ten: a third of the way, not a hundredth.
  expect((xs[1] ?? 0) - (xs[0] ?? 0)).toBeCloseTo(((xs[2] ?? 0) - (xs[0] ?? 0)) / 3, 0);
  expect(svg).toContain("prefers-color-scheme:dark");
  expect(svg).toContain("A list that grows &lt;so&gt;");
});

it.each([
  { value: 0.32, top: 0.5, because: "the next of 1, 2, 5" },
  { value: 2, top: 2, because: "itself" },
  { value: 7, top: 10, because: "the next power" },
  { value: 130, top: 200, because: "the next of 1, 2, 5" },
])("an axis for $value ends at $top: $because", ({ value, top }) => {
  expect(roundTop(value)).toBe(top);
});

it("sizes grow by powers of ten up to the most that is asked for, and are written short", () => {
  expect(sizesUpTo(298_513).map(shortSize)).toEqual(["1k", "10k", "100k", "298.5k"]);
  expect(sizesUpTo(10_000_000).map(shortSize)).toEqual(["1k", "10k", "100k", "1M", "10M"]);
});
