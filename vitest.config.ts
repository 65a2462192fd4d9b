import { defineConfig } from "vitest/config";

const browserTests = "test/e2e/**/*.test.ts";
/**
 * In the gate, and with browsers everywhere, a test that fails is run once more and passes only when that run does. The test
 * command names those that needed it: each is a defect of the test or, more often than one thinks, of the product.
 */
const inTheGate = process.env["CI"] === "true" ? 1 : 0;

export default defineConfig({
  test: {
    globalSetup: ["test/support/emulators.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is waited for has its time on a slow machine: a poll ends after a second otherwise.
    expect: { poll: { timeout: 60_000 } },
    pool: "forks",
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: "slices", include: ["test/**/*.test.ts"], exclude: [browserTests], retry: inTheGate },
      },
      {
        extends: true,
        test: { name: "pages", include: [browserTests], setupFiles: ["test/e2e/tell-sights.ts"], retry: 1 },
      },
    ],
  },
});
