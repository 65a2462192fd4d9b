import * as z from "zod";

/** The part of vitest's JSON report that is counted. */
const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      /** A file, from the root of the machine. */
      name: z.string().default(""),
      /** Unix times, milliseconds. */
      startTime: z.number().default(0),
      endTime: z.number().default(0),
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

/**
 * The files that took longest, the longest first, each with whole seconds. What comes first is where the gate's time goes.
 * @param report undefined, or of another shape: nothing
 */
export function slowestFiles(report: string | undefined, most: number): { file: string; seconds: number }[] {
  const parsed = Report.safeParse(report === undefined ? undefined : JSON.parse(report));
  const files = parsed.success ? parsed.data.testResults : [];
  return files
    .map(({ name, startTime, endTime }) => ({ file: name, seconds: Math.round((endTime - startTime) / 1000) }))
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, most);
}
