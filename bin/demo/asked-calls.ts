import { replaceClock } from "../../functions/platform/clock.ts";
import { authorizeCall } from "../../functions/switch/authorize-call.flow.ts";
import { CallRequest } from "../../functions/switch/call-request.ts";
import type { ListPage, OperatorApi } from "./operator-api.ts";
import { demoTestNumber } from "./set-up.ts";

/** Calls that a switch asked for: some are up and hold money, of some no record ever came, and one was to a test number. */

const minute = 60_000;

interface Asking {
  account: string;
  /** Where its calls come from. */
  ip: string;
  /** The switch that asks. */
  via: string;
}

/** To places that the route takes at every hour. Numbers to be called now, and those that were called so many minutes ago. */
const up = ["442079461234", "33142681234", "12125550177"];
const lost: readonly [minutesAgo: number, number: string][] = [
  [31, "442079465678"],
  [27, "33142685678"],
];

/** A caller of whom the switch asks again and again, so that little is held at a time. */
const question = ({ ip, via }: Asking, cld: string, call_id: string): CallRequest =>
  CallRequest.parse({ switch_id: via, call_id, source_ip: ip, cli: "442079460100", cld, reauthorizes: true });

/**
 * The past cannot be asked over HTTP, so these go to the flow itself, under a clock of then; nothing else is at work yet
 * when this runs. The sweep finds them in its next minute. A call that is refused, say in an hour without a route, is left out.
 */
async function askThen(asking: CallRequest, atMs: number): Promise<void> {
  const back = replaceClock(() => atMs);
  try {
    await authorizeCall(asking);
  } finally {
    back();
  }
}

export async function setUpAskedCalls(api: OperatorApi, asking: Asking): Promise<void> {
  const path = `/customers/${asking.account}/dialing-routes`;
  const { items: dialed } = await api.get<ListPage<object>>(path);
  const { items: routes } = await api.get<ListPage<{ id: string; name: string }>>("/routes?limit=200");
  const routeId = routes.find(({ name }) => name === "Standard")?.id ?? "";
  if (dialed.length === 0) await api.post(path, { pattern: "%", routeId });
  for (const [ago, number] of lost)
    await askThen(question(asking, number, `lost-${number}`), Date.now() - ago * minute);
  for (const number of [...up, demoTestNumber]) await askThen(question(asking, number, `up-${number}`), Date.now());
}

/** What keeps a stolen account from costing much. */
export const setUpFraudLimits = (api: OperatorApi, account: string): Promise<unknown> =>
  api.patch(`/customers/${account}`, {
    dailySpendCap: "250",
    maxPricePerMinute: "1.5",
    prefixCallLimits: ["882=1", "2=4"],
    nightHours: "22:00-06:00",
    nightMaxCallSessions: 5,
    nightMaxPricePerMinute: "0.5",
  });
