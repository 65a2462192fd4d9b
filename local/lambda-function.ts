import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Context } from "aws-lambda";
import type { FunctionPlan } from "./provision/plan.ts";

type Handler = (event: unknown, context: Context) => Promise<unknown>;

export interface LambdaFunction {
  name: string;
  invoke(event: unknown): Promise<unknown>;
}

const root = join(import.meta.dirname, "..");

/** What Lambda tells a handler beside the event. */
export function contextOf({ name, arn, timeoutSeconds }: FunctionPlan): Context {
  const deadline = Date.now() + timeoutSeconds * 1000;
  const unused = () => undefined;
  return {
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: arn,
    memoryLimitInMB: "1024",
    awsRequestId: crypto.randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => deadline - Date.now(),
    done: unused,
    fail: unused,
    succeed: unused,
  };
}

/** The exported `handler` of a function's source, run inside this process. The environment must be set before. */
export async function loadFunction(
  plan: FunctionPlan,
  mostSeconds = Number.POSITIVE_INFINITY,
): Promise<LambdaFunction> {
  const file = join(root, plan.entry);
  if (!existsSync(file)) throw new Error(`the function ${plan.name} has no source at ${plan.entry}`);
  const { handler } = (await import(pathToFileURL(file).href)) as { handler?: Handler };
  if (!handler) throw new Error(`${plan.entry} exports no handler`);
  // Through JSON, as over the wire: a handler must not keep or get objects that would not survive it.
  const invoke = async (event: unknown) => {
    const timeoutSeconds = Math.min(plan.timeoutSeconds, mostSeconds);
    const reply = await handler(JSON.parse(JSON.stringify(event)), contextOf({ ...plan, timeoutSeconds }));
    return reply === undefined ? null : JSON.parse(JSON.stringify(reply));
  };
  return { name: plan.name, invoke };
}
