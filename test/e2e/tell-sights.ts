import { beforeEach } from "vitest";
import { sights, visitors } from "../support/visitor.ts";

/** A browser test that fails says what its visitors saw, of which the error alone tells nothing. */
beforeEach(({ onTestFailed }) => {
  visitors.clear();
  onTestFailed(async ({ task }) => {
    const seen = await sights();
    for (const error of task.result?.errors ?? []) error.message += `\n${seen.join("\n")}`;
  });
});
