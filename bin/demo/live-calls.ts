import type { DemoCaller } from "./calls.ts";
import { postCdrs } from "./deliver.ts";
import { kamailioJson } from "./layouts.ts";
import type { ListPage, OperatorApi } from "./operator-api.ts";

/** Calls that are up while somebody looks: asked for, given more time, ended and charged as a switch would do it. */

interface Asking {
  baseUrl: string;
  secret: string;
  api: OperatorApi;
  /** The Kamailio in whose name they are asked for and delivered. */
  source: string;
}

interface Up {
  caller: DemoCaller;
  authorization: string;
  cld: string;
  callId: string;
  askedMs: number;
  endMs: number;
}

const minute = 60_000;
/** Long talks, to places that the route takes at every hour: number, minutes, and whether the switch asks for more time. */
const talks: readonly [cld: string, minutes: number, asksAgain: boolean][] = [
  ["442079467788", 110, false],
  ["33142687788", 35, true],
  ["12125550188", 12, true],
];

const host = (ip: string): string => ip.replace(/::\/\d+$/, "::5060").replace(/\/\d+$/, "");

async function said<T>({ baseUrl, secret }: Asking, path: string, body: object): Promise<T> {
  const reply = await fetch(`${baseUrl}/switch/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
}

async function routed({ api }: Asking, account: string): Promise<void> {
  const path = `/customers/${account}/dialing-routes`;
  const { items: dialed } = await api.get<ListPage<object>>(path);
  if (dialed.length > 0) return;
  const { items: routes } = await api.get<ListPage<{ id: string; name: string }>>("/routes?limit=200");
  await api.post(path, { pattern: "%", routeId: routes.find(({ name }) => name === "Standard")?.id ?? "" });
}

/** One more call of a caller. A refusal, say in an hour without a route, leaves it out. */
async function ask(asking: Asking, caller: DemoCaller, talk: (typeof talks)[number], nowMs: number): Promise<Up[]> {
  const [cld, minutes, reauthorizes] = talk;
  const callId = `live-${caller.account}-${cld}-${nowMs}`;
  const question = { switch_id: "kam1", call_id: callId, source_ip: host(caller.sourceIp), cli: caller.cli, cld };
  const verdict = await said<{ verdict: string; authorization_id: string }>(asking, "/authorize", {
    ...question,
    reauthorizes,
  });
  const times = { askedMs: nowMs, endMs: nowMs + minutes * minute };
  return verdict.verdict === "allow"
    ? [{ caller, authorization: verdict.authorization_id, cld, callId, ...times }]
    : [];
}

/** The call is over: the switch says so and delivers its record. */
async function end(asking: Asking, call: Up, nowMs: number): Promise<void> {
  await said(asking, "/end", { authorization_id: call.authorization });
  const ended = {
    ...{ id: call.callId, account: call.caller.account, sourceIp: host(call.caller.sourceIp) },
    ...{ cli: call.caller.cli, cld: call.cld, setupMs: call.askedMs, answeredMs: call.askedMs + 8000, endedMs: nowMs },
    ...{ sipCode: 200, q850: 16, gateway: "", codec: "PCMA" },
  };
  const line = { ...JSON.parse(kamailioJson(ended)), authz_id: call.authorization };
  await postCdrs(asking.baseUrl, asking.secret, asking.source, `${JSON.stringify(line)}\n`);
}

export class LiveCalls {
  private readonly asking: Asking;
  private readonly callers: readonly DemoCaller[];
  private up: Up[] = [];
  private lookedMs = 0;

  constructor(asking: Asking, callers: readonly DemoCaller[]) {
    this.asking = asking;
    this.callers = callers;
  }

  /** The first calls of each caller. */
  async begin(nowMs: number): Promise<void> {
    for (const caller of this.callers) {
      await routed(this.asking, caller.account);
      for (const talk of talks) this.up.push(...(await ask(this.asking, caller, talk, nowMs)));
    }
    this.lookedMs = nowMs;
  }

  /** Asks for more time for those that go on, and ends the others; each that ended makes room for the next. */
  async goOn(nowMs: number): Promise<void> {
    if (nowMs - this.lookedMs < 2 * minute) return;
    this.lookedMs = nowMs;
    const still: Up[] = [];
    for (const call of this.up) {
      const elapsed_s = Math.max(0, Math.floor((nowMs - call.askedMs - 8000) / 1000));
      const more = { authorization_id: call.authorization, elapsed_s };
      const { verdict } = await said<{ verdict: string }>(this.asking, "/reauthorize", more);
      if (verdict === "allow" && call.endMs > nowMs) still.push(call);
      else {
        await end(this.asking, call, nowMs);
        const talk = talks.find(([cld]) => cld === call.cld) ?? talks[2];
        if (talk) still.push(...(await ask(this.asking, call.caller, talk, nowMs)));
      }
    }
    this.up = still;
  }
}
