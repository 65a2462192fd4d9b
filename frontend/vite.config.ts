import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { early, filesOfStaff } from "./first-load.ts";

/** Where the API answers while developing; the built pages are served from the API's own origin. */
const api = process.env["API_URL"] ?? "http://127.0.0.1:8080";

/**
 * Each document is built by itself, into the same folder: built together, what both need is cut into so many files that
 * both load more. `vite build --mode portal` adds the portal.
 */
export default defineConfig(({ mode }) => {
  const isPortal = mode === "portal";
  return {
    root: import.meta.dirname,
    base: "/",
    plugins: [react(), ...(isPortal ? [] : [early])],
    build: {
      outDir: "dist",
      emptyOutDir: !isPortal,
      manifest: isPortal ? ".vite/portal.json" : true,
      rolldownOptions: {
        input: join(import.meta.dirname, isPortal ? "portal.html" : "index.html"),
        output: { codeSplitting: { groups: isPortal ? [] : filesOfStaff } },
      },
      target: "es2022",
      // The CSP has no `data:` origin for scripts and fonts; small files stay files.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
    server: { host: "127.0.0.1", port: 5173, proxy: { "/api": api, "/local": api, "/health": api } },
  };
});
