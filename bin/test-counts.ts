import * as z from "zod";

/** The part of vitest's JSON report that is counted. */
const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).default([]) }),
      ),
    }),
  ),
});

export interface TestCounts {
  passed: number;
  failed: number;
  /** Those that failed and then passed, each with why it failed first: a defect that is yet to be found. */
  again: { name: string; why: string }[];
}

/**
 * What a run of the tests came to. A file that could not be loaded counts as one failed test; so does a run that ended
 * badly although every test passed (an error outside of tests, or no report at all).
 */
export function countTests(report: string | undefined, exitedWell: boolean): TestCounts {
  const parsed = Report.safeParse(report === undefined ? undefined : JSON.parse(report));
  if (!parsed.success) return { passed: 0, failed: 1, again: [] };
  const { numPassedTests: passed, numFailedTests, testResults } = parsed.data;
  const brokenFiles = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  const failed = numFailedTests + brokenFiles.length;
  const again = testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages }) => status === "passed" && failureMessages.length > 0)
      .map(({ fullName, failureMessages }) => ({ name: fullName, why: failureMessages.join("\n") })),
  );
  return { passed, failed: failed === 0 && !exitedWell ? 1 : failed, again };
}
