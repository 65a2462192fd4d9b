import { type DemoCall, type DemoCaller, demoCall } from "./calls.ts";
import { demoCustomers } from "./customers.ts";
import { asteriskCsv, freeswitchJson, genericCsv, genericHeader, kamailioJson } from "./layouts.ts";
import { type OperatorApi, putFile } from "./operator-api.ts";

/** Brings demo calls to the door that each switch uses: FreeSWITCH and Kamailio post, Asterisk and the SBC send files. */

const layouts: Record<string, (call: DemoCall) => string> = {
  fs1: freeswitchJson,
  pbx1: asteriskCsv,
  kam1: kamailioJson,
  sbc1: genericCsv,
};
export type Switch = "fs1" | "pbx1" | "kam1" | "sbc1";

/** Calls as the switch writes them, a line each. */
export function textOf(via: Switch, calls: readonly DemoCall[]): string {
  const lines = calls.map((call) => layouts[via]?.(call) ?? "");
  return `${(via === "sbc1" ? [genericHeader, ...lines] : lines).join("\n")}\n`;
}

/** Inside an IPv6 network of a customer any address is a device of it. */
const callerAddress = (ip: string) => ip.replace(/::\/\d+$/, "::5060");

/** The customers of a switch as callers. Asterisk and FreeSWITCH send the customer's code of the switch. */
export function callersOf(via: Switch, accounts: Map<string, string>): (DemoCaller & { dialPrefix: string })[] {
  return demoCustomers
    .filter((demo) => demo.via === via)
    .map((demo) => ({
      account: via === "fs1" || via === "pbx1" ? `${demo.username}-pbx` : (accounts.get(demo.username) ?? ""),
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
