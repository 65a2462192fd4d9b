import type { Plugin, Rolldown } from "vite";

/**
 * What is fetched together stands in one file: left to itself the build cuts what pages share into some fifty files before
 * the first page, and each is a request. A group takes along what its modules import, unless a group before it has that.
 */
export const filesOfStaff = [
  { name: "base", tags: ["$initial" as const], priority: 4 },
  { name: "sign-in", test: /src\/auth\/sign-in\.page\.tsx$/, priority: 3 },
  { name: "shell", test: /src\/shell\/shell\.tsx$|src\/alerts\/alert-badge\.tsx$/, priority: 2 },
  {
    name: "lists",
    test: /src\/ui\/(page|data-table|choose-rows|row-menu-button|status|empty-state|problem-note|use-layer|use-settled-search)\.tsx?$|src\/exports\/export-button\.tsx$|src\/tariffs\/tariff-name\.tsx$|src\/customers\/company\.tsx$|useInfiniteQuery\.js$|\/NativeSelect\/NativeSelect\.mjs$|\/icons\/Icon(X|Plus|Trash)\.mjs$/,
    priority: 1,
  },
];

/** The pages of which the first visit is made quick: what the browser shall fetch beside the code that asks for it. */
const pages: Record<string, readonly string[]> = {
  "/sign-in": ["auth/sign-in.page.tsx"],
  "/": ["shell/shell.tsx", "home/home.page.tsx"],
  "/customers": ["shell/shell.tsx", "customers/customers.page.tsx"],
  // Any other page.
  "*": ["shell/shell.tsx"],
};

type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>;

/** A file, its styles and all that it imports at once. */
function filesOf(chunks: Chunks, file: string, seen = new Set<string>()): Set<string> {
  const chunk = chunks.get(file);
  if (!chunk || seen.has(file)) return seen;
  seen.add(file);
  for (const style of chunk.viteMetadata?.importedCss ?? []) seen.add(style);
  for (const imported of chunk.imports) filesOf(chunks, imported, seen);
  return seen;
}

/** Of each page the files that the document does not name by itself. */
function listOf(chunks: Chunks): Record<string, string[]> {
  const all = [...chunks.values()];
  const known = new Set(all.filter(({ isEntry }) => isEntry).flatMap(({ fileName }) => [...filesOf(chunks, fileName)]));
  const fileWith = (module: string): string => {
    const found = all.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(`/src/${module}`)));
    if (!found) throw new Error(`no file has ${module}`);
    return found.fileName;
  };
  const of = (modules: readonly string[]) =>
    new Set(modules.flatMap((module) => [...filesOf(chunks, fileWith(module))]).filter((file) => !known.has(file)));
  return Object.fromEntries(Object.entries(pages).map(([path, modules]) => [path, [...of(modules)]]));
}

/** Writes into the document which files belong to which page; `public/early.js` reads it there. */
export const early: Plugin = {
  name: "early",
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle }) {
      if (!bundle) return html;
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const list = JSON.stringify(listOf(new Map(chunks.map((chunk) => [chunk.fileName, chunk]))));
      return html.replace('data-files="{}"', `data-files="${list.replaceAll('"', "&quot;")}"`);
    },
  },
};
