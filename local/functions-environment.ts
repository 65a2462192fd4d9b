import type { Plan } from "./provision/plan.ts";

/** Set by Lambda's runtime or meaningless in a process that is shared. */
const leftOut = new Set(["NODE_OPTIONS", "SECRETS_KEY_ARN"]);

/**
 * The environment of all functions in one: locally they share a process.
 * @throws Error when two functions want different values under one name.
 */
export function sharedEnvironment(functions: Plan["functions"], local: Record<string, string>): Record<string, string> {
  const shared: Record<string, string> = {};
  for (const { name, environment } of functions)
    for (const [variable, value] of Object.entries(environment)) {
      if (leftOut.has(variable) || variable in local) continue;
      if ((shared[variable] ?? value) !== value)
        throw new Error(`${name} wants another ${variable} than a function before it; locally they share one process`);
      shared[variable] = value;
    }
  return { ...shared, ...local };
}
