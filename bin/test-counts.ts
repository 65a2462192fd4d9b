import * as z from "zod";

/** The part of vitest's JSON report that is counted. */
const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

/**
 * What a run of the tests came to. A file that could not be loaded counts as one failed test; so does a run that ended
 * badly although every test passed (an error outside of tests, or no report at all).
 */
export function countTests(report: string | undefined, exitedWell: boolean): { passed: number; failed: number } {
  const parsed = Report.safeParse(report === undefined ? undefined : JSON.parse(report));
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests, testResults } = parsed.data;
  const brokenFiles = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  const failed = numFailedTests + brokenFiles.length;
  return { passed, failed: failed === 0 && !exitedWell ? 1 : failed };
}
