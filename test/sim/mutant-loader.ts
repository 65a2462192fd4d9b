import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { mutants } from "./mutants.ts";

/** `node --import ./test/sim/mutant-loader.ts`: loads the product with one of its guards taken out, named by SIM_MUTANT. */
const mutant = mutants.find(({ name }) => name === process.env["SIM_MUTANT"]);
if (!mutant) throw new Error(`no such mutant: ${process.env["SIM_MUTANT"]}`);
const { file, find, replace } = mutant;
if (!readFileSync(file, "utf8").includes(find)) throw new Error(`${file} no longer reads: ${find}`);

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith(`/${file}`) || !loaded.source) return loaded;
    const source =
      typeof loaded.source === "string" ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString();
    return { ...loaded, source: source.replace(find, replace) };
  },
});
