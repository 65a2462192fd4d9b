import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../local/free-port.ts";
import { type Asked, atPace, failuresOf, quantile } from "./at-pace.ts";
import { type LoadWorld, loadWorld, untilCharged } from "./load-world.ts";
import { startStack } from "./own-stack.ts";
import { takenByFamily } from "./process-family.ts";
import { type Line, medianLine, type Row } from "./row.ts";

/**
 * What holds while calls come in: CDRs every second through the whole local stack, a fifth of them one customer's, and
 * meanwhile a switch that asks and people who look, a sixth as often each, as was promised of 300 CDR/s. One rate after the
 * other, up to the first at which something did not hold. `LOAD_RATE` says which rates, `LOAD_SECONDS` how long each,
 * `LOAD_ASKED` how many questions and how many looks a second at every rate. `LOAD_URL` names a stack that runs already, on
 * AWS for instance, and `LOAD_PASSWORD` the password of its `admin`: a stage that is there for this alone, since twenty
 * customers, a tariff and a key of a switch stay in it.
 */

const password = "Bench-Load-4711!";
/** What was promised: seconds to the last charge, and milliseconds of an answer that 99 of 100 keep. */
const most = { lag: 60, api: 250, authorize: 100 };
/** CDR/s that were promised beside so many looks and so many questions a second. */
const promised = { rate: 300, asked: 50 };

interface Size {
  rates: readonly number[];
  seconds: number;
  /** Looks a second, and as many questions, at a rate. */
  askedAt(rate: number): number;
}

interface Step {
  rate: number;
  /** Looks a second, and as many questions. */
  asking: number;
  delivered: Asked;
  looked: Asked;
  asked: Asked;
  /** Seconds from the last delivery to the last charge. */
  lag: number;
  charged: bigint;
  owed: bigint;
  /** CDR/s from the first delivery to the last charge. */
  perSecond: number;
  /** Of the stack and its engine, in processors; unknown of one that runs elsewhere. */
  processors: number | undefined;
}

/** The stack that bears the load. */
interface Bearer {
  url: string;
  password: string;
  /** Of its process, where that is on this machine. */
  pid: number | undefined;
  /** For the notes. */
  is: string;
  stop(): Promise<void>;
}

async function bearer(): Promise<Bearer> {
  const { LOAD_URL: url, LOAD_PASSWORD: known = "" } = process.env;
  if (url) return { url, password: known, pid: undefined, is: `the stack at ${url}`, stop: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), "switchbook-bench-load-"));
  const port = await freePort();
  const stack = await startStack(port, join(folder, "data"), password);
  const stop = async () => {
    stack.child.kill("SIGTERM");
    await stack.ended;
    await rm(folder, { recursive: true, force: true });
  };
  return {
    ...{ url: `http://127.0.0.1:${port}`, password, pid: stack.child.pid, stop },
    is: "the whole local stack on this machine",
  };
}

const processorSeconds = (pid: number | undefined): number | undefined =>
  pid === undefined ? undefined : takenByFamily(pid).processorSeconds;

/** What people look at. */
async function look({ api, accounts }: LoadWorld, n: number): Promise<string> {
  const account = accounts[n % accounts.length];
  const pages = [`/customers/${account}`, `/customers/${account}/calls?limit=50`, "/customers?limit=50", "/payments"];
  await api.get(pages[n % pages.length] ?? "");
  return "";
}

async function underLoad(
  world: LoadWorld,
  pid: number | undefined,
  rate: number,
  { seconds, askedAt }: Omit<Size, "rates">,
): Promise<Step> {
  const asking = askedAt(rate);
  const before = processorSeconds(pid);
  let owed = await world.charged();
  const begin = performance.now();
  const [delivered, looked, asked] = await Promise.all([
    atPace(1, seconds, async () => {
      const { body, cost } = world.invent(rate);
      owed += cost;
      return world.deliverPatiently(body);
    }),
    atPace(asking, seconds, (n) => look(world, n)),
    atPace(asking, seconds, async (n) =>
      (await world.authorize(world.question(n))).verdict === "allow" ? "" : "not let go",
    ),
  ]);
  const { lag, charged } = await untilCharged(world, owed);
  const took = (performance.now() - begin) / 1000;
  const after = processorSeconds(pid);
  const processors = before === undefined || after === undefined ? undefined : (after - before) / took;
  return { rate, asking, delivered, looked, asked, lag, charged, owed, perSecond: (seconds * rate) / took, processors };
}

const failed = ({ delivered, looked, asked }: Step): string[] => [
  ...failuresOf("deliveries", delivered),
  ...failuresOf("looks", looked),
  ...failuresOf("authorisations", asked),
];

const noteOf = (step: Step): string =>
  `${step.rate} CDR/s beside ${step.asking} looks and ${step.asking} authorisations a second: ${failed(step).join(", ") || "no request failed"}`;

const holds = (step: Step): boolean =>
  failed(step).length === 0 &&
  step.lag <= most.lag &&
  quantile(step.looked, 0.99) <= most.api &&
  quantile(step.asked, 0.99) <= most.authorize;

function linesOf(step: Step): Line[] {
  const at = (name: string, unit: string, value: number) => ({
    ...{ name: `${name}, at ${step.rate} CDR/s`, unit, samples: [value] },
  });
  return [
    medianLine(at("last charge", "s", step.lag), { atMost: most.lag }),
    { series: at("API, p50", "ms", quantile(step.looked, 0.5)) },
    medianLine(at("API, p99", "ms", quantile(step.looked, 0.99)), { atMost: most.api }),
    { series: at("authorise, p50", "ms", quantile(step.asked, 0.5)) },
    medianLine(at("authorise, p99", "ms", quantile(step.asked, 0.99)), { atMost: most.authorize }),
    ...(step.processors === undefined ? [] : [{ series: at("the stack", "processors", step.processors) }]),
  ];
}

const sizeOf = (quick: boolean): Size =>
  quick
    ? { rates: [25], seconds: 10, askedAt: () => 5 }
    : {
        rates: (process.env["LOAD_RATE"] ?? "30,60,90,120,180,240,300").split(",").map(Number),
        seconds: Number(process.env["LOAD_SECONDS"] ?? 60),
        askedAt: (rate) => Number(process.env["LOAD_ASKED"] ?? (rate * promised.asked) / promised.rate),
      };

async function climb(world: LoadWorld, pid: number | undefined, { rates, ...size }: Size): Promise<Step[]> {
  // The first ones meet cold functions.
  await underLoad(world, pid, 10, { seconds: 5, askedAt: () => 5 });
  const steps: Step[] = [];
  for (const rate of rates) {
    const step = await underLoad(world, pid, rate, size);
    steps.push(step);
    if (!holds(step)) break;
  }
  return steps;
}

export const row: Row = async ({ quick }) => {
  const size = sizeOf(quick);
  const [busy = 0] = loadavg();
  const stack = await bearer();
  try {
    const world = await loadWorld(stack.url, stack.password);
    const steps = await climb(world, stack.pid, size);
    const held = Math.max(0, ...steps.filter(holds).map(({ perSecond }) => perSecond));
    const different = steps.filter(({ charged, owed }) => charged !== owed);
    return {
      lines: [
        medianLine(
          { name: "most at which all of it held", unit: "CDR/s", samples: [held] },
          { atLeast: promised.rate },
        ),
        ...steps.flatMap(linesOf),
      ],
      notes: [
        `${size.seconds} s each, a fifth of the calls of one of ${world.accounts.length} customers, on ${stack.is}`,
        `load average before it began: ${busy.toFixed(1)}`,
        ...steps.map(noteOf),
      ],
      differences: different.map(
        ({ rate, charged, owed }) => `at ${rate} CDR/s ${charged} nano were charged instead of ${owed}`,
      ),
    };
  } finally {
    await stack.stop();
  }
};
