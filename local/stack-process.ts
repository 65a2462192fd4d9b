import { createRequire } from "node:module";

/** How the launcher starts the stack's process, for those that start it without a launcher. */
export const { stackFlags, stackMemory } = createRequire(import.meta.url)("./platform.cjs") as {
  stackFlags: string[];
  stackMemory: Record<string, string>;
};
