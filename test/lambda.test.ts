import type { Context } from "aws-lambda";
import { afterEach, expect, it, vi } from "vitest";
import { type Invocation, lambda } from "../functions/platform/lambda.ts";

// The run keeps quiet below warnings; here every line is wanted. Read before the modules are loaded.
vi.hoisted(() => {
  process.env["LOG_LEVEL"] = "info";
});

const context = (msLeft: number) =>
  ({ awsRequestId: "request-1", getRemainingTimeInMillis: () => msLeft }) as unknown as Context;

const written: string[] = [];
vi.spyOn(process.stderr, "write").mockImplementation((line) => written.push(String(line)) > 0);
afterEach(() => written.splice(0));
const logged = () => written.map((line) => JSON.parse(line) as Record<string, unknown>);

it("a job gets its event and its answer goes back to Lambda", async () => {
  const handler = lambda("double", async (event: { n: number }) => ({ twice: event.n * 2 }));
  expect(await handler({ n: 21 }, context(60_000))).toEqual({ twice: 42 });
  expect(logged()).toMatchObject([{ level: "info", job: "double", requestId: "request-1" }]);
});

it("work has until five seconds before Lambda cuts it off", async () => {
  const handler = lambda("wait", async (_event: null, invocation: Invocation) => invocation.workMsLeft());
  expect(await handler(null, context(30_000))).toBe(25_000);
  expect(await handler(null, context(3_000))).toBeLessThanOrEqual(0);
});

it("an error is logged once with its stack and is thrown on, so that the event comes again", async () => {
  const broken = new Error("the table is away");
  const handler = lambda("post", async () => {
    throw broken;
  });
  await expect(handler({}, context(60_000))).rejects.toBe(broken);
  expect(logged()).toHaveLength(1);
  expect(logged()[0]).toMatchObject({ level: "error", job: "post", message: "job failed" });
  expect(logged()[0]?.["error"]).toContain("the table is away");
});

it("one container takes one event after the other", async () => {
  const handler = lambda("echo", async (event: { n: number }) => event.n);
  const answers = await Promise.all([1, 2, 3].map((n) => handler({ n }, context(60_000))));
  expect(answers).toEqual([1, 2, 3]);
});
