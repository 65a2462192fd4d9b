import { defineConfig } from "vitest/config";

/** Browsers on a busy machine: a test that fails is run once more, and passes only when that run does. */
const browserTests = "test/e2e/**/*.test.ts";

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
      { extends: true, test: { name: "slices", include: ["test/**/*.test.ts"], exclude: [browserTests] } },
      { extends: true, test: { name: "pages", include: [browserTests], retry: 1 } },
    ],
  },
});
