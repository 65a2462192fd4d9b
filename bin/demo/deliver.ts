import { type DemoCall, type DemoCaller, demoCall } from "./calls.ts";
import { opensipsLog, radiusDetail, vosAnswer } from "./carrier-layouts.ts";
import { demoCustomers } from "./customers.ts";
import { asteriskCsv, freeswitchJson, genericCsv, genericHeader, kamailioJson } from "./layouts.ts";
import { type OperatorApi, putFile } from "./operator-api.ts";
import { semicolonCsv } from "./semicolon-csv.ts";

/** Brings demo calls to the door that each switch uses: some post, the others send files. */

export type Switch = "fs1" | "pbx1" | "kam1" | "sbc1" | "osips1" | "vos1" | "sippy1" | "sbc2";

/** How many calls a day each is asked for, and the file in which they come where the switch does not post. */
export const switches: readonly { via: Switch; perDay: number; file?: string }[] = [
  { via: "fs1", perDay: 130 },
  { via: "pbx1", perDay: 130, file: "pbx1-week.csv" },
  { via: "kam1", perDay: 130 },
  { via: "sbc1", perDay: 130, file: "sbc1-week.csv" },
  { via: "osips1", perDay: 12 },
  { via: "vos1", perDay: 12 },
  { via: "sippy1", perDay: 6, file: "sippy1-detail.txt" },
  { via: "sbc2", perDay: 3, file: "sbc2-rest-of-week.csv" },
];

const linesBy = (layout: (call: DemoCall) => string) => (calls: readonly DemoCall[]) =>
  `${calls.map(layout).join("\n")}\n`;

const bodies: Record<Switch, (calls: readonly DemoCall[]) => string> = {
  fs1: linesBy(freeswitchJson),
  pbx1: linesBy(asteriskCsv),
  kam1: linesBy(kamailioJson),
  sbc1: (calls) => `${genericHeader}\n${linesBy(genericCsv)(calls)}`,
  osips1: linesBy(opensipsLog),
  vos1: vosAnswer,
  sippy1: linesBy(radiusDetail),
  sbc2: semicolonCsv,
};

/** Calls as the switch writes them. */
export const textOf = (via: Switch, calls: readonly DemoCall[]): string => bodies[via](calls);

/** Inside an IPv6 network of a customer any address is a device of it. */
const callerAddress = (ip: string) => ip.replace(/::\/\d+$/, "::5060");

/** Customers that send calls through a second switch. */
const also: Partial<Record<Switch, readonly string[]>> = {
  osips1: ["harbourtel", "portolinha"],
  vos1: ["mumbaibpo", "thamesdial"],
  sippy1: ["madridcalls", "ostseefon"],
  sbc2: ["harbourtel", "rheinkom"],
};
const namesCustomers: readonly Switch[] = ["fs1", "pbx1", "sippy1"];

/** The customers of a switch as callers. FreeSWITCH, Asterisk and Sippy send the customer's code of the switch. */
export function callersOf(via: Switch, accounts: Map<string, string>): (DemoCaller & { dialPrefix: string })[] {
  return demoCustomers
    .filter((demo) => demo.via === via || also[via]?.includes(demo.username))
    .map((demo) => ({
      account: namesCustomers.includes(via) ? `${demo.username}-pbx` : (accounts.get(demo.username) ?? ""),
      sourceIp: callerAddress(demo.ip),
      cli: demo.cli,
      weight: demo.weight,
      dialPrefix: demo.dialPrefix ?? "",
    }));
}

/** A customer behind a dial prefix dials it. */
export function withDialPrefix(call: DemoCall, callers: readonly (DemoCaller & { dialPrefix: string })[]): DemoCall {
  const caller = callers.find(({ sourceIp }) => sourceIp === call.sourceIp);
  return { ...call, cld: `${caller?.dialPrefix ?? ""}${call.cld}` };
}

/** Posts a body to the switch API. @throws Error unless it was taken */
export async function postCdrs(baseUrl: string, secret: string, source: string, body: string): Promise<void> {
  const response = await fetch(`${baseUrl}/switch/v1/cdrs?source=${source}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "text/plain" },
    body,
  });
  if (!response.ok) throw new Error(`the demo's CDRs were refused: ${response.status} ${await response.text()}`);
}

/** Sends a file the way a person or a script does: ask for a URL, PUT the file there. */
export async function uploadCdrs(api: OperatorApi, source: string, fileName: string, body: string): Promise<void> {
  const ticket = await api.post<{ url: string }>("/cdr-uploads", { source, fileName });
  await putFile(ticket.url, body);
}

/** One call that has just ended, for the trickle of new traffic. */
export function freshCall(random: () => number, callers: ReturnType<typeof callersOf>, nowMs: number): DemoCall {
  const call = demoCall(random, callers, nowMs);
  const shift = call.endedMs - nowMs;
  return withDialPrefix(
    {
      ...call,
      setupMs: call.setupMs - shift,
      answeredMs: call.answeredMs === null ? null : call.answeredMs - shift,
      endedMs: nowMs,
    },
    callers,
  );
}
