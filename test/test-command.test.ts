import { describe, expect, it } from "vitest";
import { findBrowser } from "../bin/find-browser.ts";
import { countTests, slowestFiles } from "../bin/test-counts.ts";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one, fullName: "holds" })),
});
const report = (numPassedTests: number, numFailedTests: number, ...testResults: object[]) =>
  JSON.stringify({ numPassedTests, numFailedTests, testResults });

describe("the last line of the test command", () => {
  it.each([
    {
      because: "all is well",
      text: report(2, 0, file("passed", "passed", "passed")),
      well: true,
      passed: 2,
      failed: 0,
    },
    {
      because: "a test failed",
      text: report(1, 1, file("failed", "passed", "failed")),
      well: false,
      passed: 1,
      failed: 1,
    },
    {
      because: "a file did not load",
      text: report(1, 0, file("passed", "passed"), file("failed")),
      well: false,
      passed: 1,
      failed: 1,
    },
    {
      because: "a hook broke after its tests",
      text: report(1, 0, file("failed", "passed")),
      well: false,
      passed: 1,
      failed: 1,
    },
    {
      because: "an error happened outside of tests",
      text: report(1, 0, file("passed", "passed")),
      well: false,
      passed: 1,
      failed: 1,
    },
    { because: "the runner died", text: undefined, well: false, passed: 0, failed: 1 },
  ])("$passed passed, $failed failed: $because", ({ text, well, passed, failed }) => {
    expect(countTests(text, well)).toEqual({ passed, failed, again: [] });
  });

  it("comes after the names of those that passed only when they were run again", () => {
    const test = { status: "passed", fullName: "books it once", failureMessages: ["expected 2 to be 1"] };
    const text = report(2, 0, { status: "passed", assertionResults: [test, { ...test, failureMessages: [] }] });
    const again = [{ name: "books it once", why: "expected 2 to be 1" }];
    expect(countTests(text, true)).toEqual({ passed: 2, failed: 0, again });
  });
});

describe("the files that took longest", () => {
  it("are named with their seconds, the longest first, and no more than asked for", () => {
    const took = (name: string, ms: number) => ({
      ...file("passed", "passed"),
      name,
      startTime: 1000,
      endTime: 1000 + ms,
    });
    const text = report(3, 0, took("/a", 900), took("/b", 61_400), took("/c", 5000));
    expect(slowestFiles(text, 2)).toEqual([
      { file: "/b", seconds: 61 },
      { file: "/c", seconds: 5 },
    ]);
    expect(slowestFiles(undefined, 2)).toEqual([]);
  });
});

describe("the browser of the browser tests", () => {
  const chrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  const edge = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
  const windows = { ProgramFiles: "C:\\Program Files", "ProgramFiles(x86)": "C:\\Program Files (x86)" };
  it.each([
    {
      because: "a setting wins",
      platform: "linux",
      env: { CHROMIUM_PATH: "/opt/c" },
      there: ["/opt/c", "/usr/bin/chromium"],
      found: "/opt/c",
    },
    {
      because: "Debian's package",
      platform: "linux",
      env: {},
      there: ["/usr/bin/chromium"],
      found: "/usr/bin/chromium",
    },
    {
      because: "Chrome on the PATH",
      platform: "linux",
      env: { PATH: "/x:/snap/bin" },
      there: ["/snap/bin/google-chrome"],
      found: "/snap/bin/google-chrome",
    },
    { because: "a Mac with Chrome", platform: "darwin", env: { HOME: "/Users/a" }, there: [chrome], found: chrome },
    { because: "Windows has Edge", platform: "win32", env: windows, there: [edge], found: edge },
    { because: "there is none", platform: "linux", env: { PATH: "/usr/bin" }, there: [], found: undefined },
  ])("$found: $because", ({ platform, env, there, found }) => {
    expect(findBrowser({ platform, env, exists: (name) => there.some((one) => one === name) })).toBe(found);
  });

  it("a CHROMIUM_PATH that names nothing is an error, not a reason to skip", () => {
    const machine = { platform: "linux", env: { CHROMIUM_PATH: "/gone" }, exists: () => false };
    expect(() => findBrowser(machine)).toThrow("CHROMIUM_PATH is /gone");
  });
});
