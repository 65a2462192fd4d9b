import type { FieldFault } from "../platform/problem.ts";
import { NewIpDevice } from "./ip-device.ts";
import { NewSipDevice } from "./sip-device.ts";

/**
 * Many devices as a pasted text, a line each, the values divided by commas, semicolons or tabs, as a spreadsheet gives
 * them. What is left out at the end of a line is as the customer's own limits are.
 *
 *     203.0.113.5, 100%, 30, 5, Main trunk
 *     lobby1, 201, 2, 1
 */

interface Limits {
  maxCallSessions: number;
  callSessionsPerSecond: number;
}

export const mostPasted = 200;

export interface PastedDevice<T> {
  /** From 1. */
  line: number;
  /** The line as it was pasted. */
  text: string;
  device: T;
}

const cellsOf = (line: string): string[] => line.split(/[\t;,]/).map((cell) => cell.trim());
const numberOf = (cell: string | undefined, otherwise: number): unknown =>
  cell === undefined || cell === "" ? otherwise : /^\d+$/.test(cell) ? Number(cell) : cell;

function ipFields(line: string, limits: Limits): unknown {
  const [ip = "", dialPrefix = "", sessions, perSecond, ...description] = cellsOf(line);
  return {
    ...{ ip, dialPrefix, description: description.join(", ") },
    maxCallSessions: numberOf(sessions, limits.maxCallSessions),
    callSessionsPerSecond: numberOf(perSecond, limits.callSessionsPerSecond),
  };
}

function sipFields(line: string, limits: Limits): unknown {
  const [login = "", extension = "", sessions, perSecond, ...more] = cellsOf(line);
  return {
    ...{ login, extension },
    maxCallSessions: numberOf(sessions, limits.maxCallSessions),
    callSessionsPerSecond: numberOf(perSecond, limits.callSessionsPerSecond),
    ...(more.some((cell) => cell !== "") ? { "a fifth value": more.join(", ") } : {}),
  };
}

interface Reading<T> {
  fieldsOf(line: string, limits: Limits): unknown;
  schema: {
    safeParse(value: unknown): { success: boolean; data?: T; error?: { issues: readonly Issue[] } };
    /** Fields by name, each with the title that the form has for it. */
    shape: Record<string, { meta(): { title?: string | undefined } | undefined }>;
  };
  /** Two lines that mean the same would refuse each other. */
  sameOf(device: T): string;
}
interface Issue {
  path: readonly PropertyKey[];
  message: string;
}

/** `IP address:`; of what the form has no word for, its name. */
const titleOf = ({ shape }: Reading<unknown>["schema"], path: readonly PropertyKey[]): string =>
  path.length === 0 ? "" : `${shape[String(path[0])]?.meta()?.title ?? path.join(".")}:`;

function reader<T>({ fieldsOf, schema, sameOf }: Reading<T>) {
  /** Every line that is wrong is named, with each thing that is wrong with it. */
  return (text: string, limits: Limits): { devices: PastedDevice<T>[]; faults: FieldFault[] } => {
    const devices: PastedDevice<T>[] = [];
    const faults: FieldFault[] = [];
    const seen = new Map<string, number>();
    const wrong = (line: number, message: string) =>
      faults.push({ path: `text.${line}`, message: `Line ${line}: ${message}` });
    for (const [index, full] of text.split(/\r\n|\r|\n/).entries()) {
      if (full.trim() === "") continue;
      const line = index + 1;
      const { data, error } = schema.safeParse(fieldsOf(full, limits));
      for (const { path, message } of error?.issues ?? []) wrong(line, `${titleOf(schema, path)} ${message}`.trim());
      if (data === undefined) continue;
      const twin = seen.get(sameOf(data));
      if (twin !== undefined) wrong(line, `Line ${twin} says the same.`);
      seen.set(sameOf(data), twin ?? line);
      devices.push({ line, text: full, device: data });
    }
    if (devices.length > mostPasted) faults.push({ path: "text", message: `At most ${mostPasted} lines at once.` });
    return { devices, faults };
  };
}

export const readIpDevices = reader<NewIpDevice>({
  fieldsOf: ipFields,
  schema: NewIpDevice,
  sameOf: ({ ip, dialPrefix }) => `${ip} ${dialPrefix}`,
});

export const readSipDevices = reader<NewSipDevice>({
  fieldsOf: sipFields,
  schema: NewSipDevice,
  sameOf: ({ login }) => login.toLowerCase(),
});
