import { resolve } from "node:path";
import * as z from "zod";

const onOff = z.enum(["0", "1"], "must be 0 or 1").default("1");

const Environment = z.object({
  PORT: z.coerce
    .number("must be a number")
    .int()
    .min(1, "must be 1 or more")
    .max(65_535, "must be 65535 or less")
    .default(8080),
  SWITCHBOOK_DATA: z.string().min(1).default(".data"),
  SWITCHBOOK_ADMIN_PASSWORD: z.string().min(1).optional(),
  SWITCHBOOK_DEMO: onOff,
  SWITCHBOOK_JOB_SECONDS: z.coerce.number("must be a number").min(1, "must be 1 or more").optional(),
  SWITCHBOOK_DEMO_TRAFFIC: onOff,
  SWITCHBOOK_ASSEMBLY: z.string().min(1).optional(),
  SWITCHBOOK_CLOCK: z.iso
    .datetime({ offset: true, error: "must be an instant such as 2026-10-13T00:00:00Z" })
    .optional(),
});

export interface LocalSettings {
  port: number;
  /** Absolute. */
  dataFolder: string;
  adminPassword: string | undefined;
  /** A function that may take longer is told that it may take so long: what it does not finish is then handed on. */
  jobSeconds: number;
  /** Folder of an assembly whose bundles run, with their roles' rights, in place of the sources. */
  assembly: string | undefined;
  demo: boolean;
  demoTraffic: boolean;
}

/**
 * What a person may set.
 * @throws Error with one line for every setting that is wrong.
 */
export function localSettings(environment: NodeJS.ProcessEnv): LocalSettings {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success)
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
  return {
    port: parsed.data.PORT,
    dataFolder: resolve(parsed.data.SWITCHBOOK_DATA),
    adminPassword: parsed.data.SWITCHBOOK_ADMIN_PASSWORD,
    jobSeconds: parsed.data.SWITCHBOOK_JOB_SECONDS ?? Number.POSITIVE_INFINITY,
    assembly: parsed.data.SWITCHBOOK_ASSEMBLY === undefined ? undefined : resolve(parsed.data.SWITCHBOOK_ASSEMBLY),
    demo: parsed.data.SWITCHBOOK_DEMO === "1",
    demoTraffic: parsed.data.SWITCHBOOK_DEMO_TRAFFIC === "1",
  };
}
