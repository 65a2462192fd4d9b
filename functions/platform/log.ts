import { env } from "./env.ts";
import { sourceStack } from "./source-stack.ts";

const levels = ["info", "warn", "error"] as const;
type Level = (typeof levels)[number];

/** Only these fields are ever written, so that numbers, names and secrets cannot leak by being passed along. */
export interface LogFields {
  requestId?: string;
  route?: string;
  status?: number;
  account?: string;
  source?: string;
  upload?: string;
  job?: string;
  reason?: string;
  /** In UTC. */
  day?: string;
  count?: number;
  ms?: number;
  error?: unknown;
}

const errorText = (error: unknown): string =>
  error instanceof Error ? sourceStack(error.stack ?? `${error.name}: ${error.message}`) : String(error);

/** One JSON line per event on stderr, which CloudWatch and the local stack both keep. */
function write(level: Level, message: string, fields: LogFields): void {
  if (levels.indexOf(level) < levels.indexOf(env.LOG_LEVEL)) return;
  const { error, ...rest } = fields;
  const line = { level, at: new Date().toISOString(), message, ...rest, ...(error ? { error: errorText(error) } : {}) };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

export const log = {
  info: (message: string, fields: LogFields = {}) => write("info", message, fields),
  warn: (message: string, fields: LogFields = {}) => write("warn", message, fields),
  error: (message: string, fields: LogFields = {}) => write("error", message, fields),
};
