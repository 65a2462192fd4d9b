import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../free-port.ts";
import type { LambdaFunction } from "../lambda-function.ts";
import type { Plan } from "../provision/plan.ts";
import type { StackTemplate } from "../provision/templates.ts";
import { bundledFunction } from "./bundled-function.ts";
import { type Denial, type Gate, openGate } from "./gate.ts";
import { rightsOf } from "./rights.ts";

/**
 * Runs what `cdk synth` has written, the assets and not the sources: every function with the environment that the
 * template gives it and with the rights of its role and no others. A call that the role does not grant is refused, as
 * AWS would refuse it, and told.
 */

/** The templates of an assembly's folder, as they would be deployed. */
export const readAssembly = (folder: string): StackTemplate[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".template.json"))
    .map((file) => ({
      name: file.replace(".template.json", ""),
      template: JSON.parse(readFileSync(join(folder, file), "utf8")),
    }));

export interface AssemblyOptions {
  folder: string;
  templates: readonly StackTemplate[];
  plan: Plan;
  endpoints: { table: string; stream: string; files: string };
  /** What Secrets Manager has. */
  secret: string;
  /** What every function has beside its own environment: region, key of the signature, level of the log. */
  local: Record<string, string>;
  mostSeconds: number;
  report(message: string): void;
}

const assetOf = (folder: string, { code }: Plan["functions"][number]): string =>
  join(folder, `asset.${code.replace(/\.zip$/, "")}`);

/** The functions of an assembly behind a gate. */
export async function openAssembly(options: AssemblyOptions) {
  const { folder, templates, plan, endpoints, secret, local, mostSeconds, report } = options;
  const onDenied = ({ functionName, action, resource }: Denial) =>
    report(`REFUSED: the role of ${functionName} does not grant ${action} on ${resource}`);
  const rights = rightsOf(templates);
  const { table, stream } = endpoints;
  const gate: Gate = await openGate(await freePort(), { rights, table, stream, secret, onDenied });
  const services = { DYNAMODB: gate.url, KINESIS: gate.url, SECRETS_MANAGER: gate.url, S3: endpoints.files };
  const urls = Object.entries(services).map(([name, url]) => [`AWS_ENDPOINT_URL_${name}`, url]);
  const bundles = plan.functions.map((one) =>
    bundledFunction(
      { ...one, asset: assetOf(folder, one) },
      // The function's name is its access key: by it the gate knows who asks.
      { ...one.environment, ...local, ...Object.fromEntries(urls), AWS_ACCESS_KEY_ID: one.name },
      mostSeconds,
    ),
  );
  return {
    functions: new Map<string, LambdaFunction>(bundles.map((bundle) => [bundle.name, bundle])),
    permit: gate.permit,
    async stop(): Promise<void> {
      await Promise.all(bundles.map((bundle) => bundle.stop()));
      await gate.close();
    },
  };
}
