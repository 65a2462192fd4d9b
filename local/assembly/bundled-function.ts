import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { contextOf, type LambdaFunction } from "../lambda-function.ts";
import type { FunctionPlan } from "../provision/plan.ts";

interface Reply {
  id: number;
  reply?: unknown;
  failed?: { name: string; message: string; stack?: string };
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * A function as it would be deployed: the asset of the assembly, its environment and nothing else of this process's.
 * It is started by the first event, as in AWS.
 */
export function bundledFunction(
  plan: FunctionPlan & { asset: string },
  environment: Record<string, string>,
  mostSeconds: number,
): LambdaFunction & { stop(): Promise<void> } {
  const file = join(plan.asset, "index.mjs");
  if (!existsSync(file)) throw new Error(`the function ${plan.name} has no bundle at ${file}`);
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let last = 0;
  const start = () => {
    const started = new Worker(new URL("./worker.cjs", import.meta.url), {
      env: environment,
      workerData: { file },
      execArgv: [],
    });
    started.on("message", ({ id, reply, failed }: Reply) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (failed) one?.reject(Object.assign(new Error(failed.message), failed));
      else one?.resolve(reply);
    });
    started.on("error", (error) => {
      for (const one of waiting.values()) one.reject(error as Error);
      waiting.clear();
      worker = undefined;
    });
    return started;
  };
  return {
    name: plan.name,
    invoke(event) {
      worker ??= start();
      const id = ++last;
      const timeoutSeconds = Math.min(plan.timeoutSeconds, mostSeconds);
      const deadline = Date.now() + timeoutSeconds * 1000;
      const context = JSON.parse(JSON.stringify(contextOf({ ...plan, timeoutSeconds })));
      const wire = JSON.parse(JSON.stringify(event));
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker?.postMessage({ id, event: wire, context, deadline });
      });
    },
    stop: async () => void (await worker?.terminate()),
  };
}
