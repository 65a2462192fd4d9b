import path from "node:path";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { AssetHashType, type BundlingOptions, DockerImage } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import type { BundleOrder } from "./bundle-thread.ts";

const root = path.resolve(import.meta.dirname, "..");

/** A bundle takes a second, or ten beside others. */
const mostMs = 180_000;

let thread: Worker | undefined;

/** What the bundler is asked through waits for nobody; it ends with the process. */
function bundler(): Worker {
  thread ??= new Worker(new URL("./bundle-thread.ts", import.meta.url));
  thread.unref();
  return thread;
}

/**
 * One handler with everything that it uses. What is imported by `await import()` becomes a file of its own, which the
 * function reads when it first needs it: what draws documents does not lengthen the start of what answers requests.
 * Another thread does it, because sources are changed on the way, which the bundler offers to those alone who can wait, and
 * CDK cannot.
 * @param limitMs after which a bundler that has not answered is given up; the next order goes to another one
 * @throws Error with what the bundler says
 */
export function bundle(entry: string, outdir: string, limitMs = mostMs): void {
  const { port1, port2 } = new MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  bundler().postMessage({ entry, outdir, port: port2, done } satisfies BundleOrder, [port2]);
  if (Atomics.wait(done, 0, 0, limitMs) === "timed-out") {
    void thread?.terminate();
    thread = undefined;
    throw new Error(`${entry}: the bundler gives no answer.`);
  }
  const fault: string | undefined = receiveMessageOnPort(port1)?.message;
  port1.close();
  if (fault !== undefined) throw new Error(`${entry} cannot be bundled: ${fault}`);
}

/** The code of a function, bundled when its stack is synthesised for deployment. @param entry from the project's root */
export function bundledCode(entry: string): Code {
  const bundling: BundlingOptions = {
    // Never reached: the local way below always bundles or throws.
    image: DockerImage.fromRegistry("none"),
    // By this the assets are told apart: without it every function would get the first one's code.
    command: [entry],
    local: {
      tryBundle(outdir) {
        bundle(entry, outdir);
        return true;
      },
    },
  };
  return Code.fromAsset(path.join(root, "functions", "handlers"), { assetHashType: AssetHashType.OUTPUT, bundling });
}
