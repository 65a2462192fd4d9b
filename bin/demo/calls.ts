/** One invented call of the demo, as the network saw it. Numbers use ranges that regulators keep for fiction where there are any. */
export interface DemoCall {
  id: string;
  account: string;
  sourceIp: string;
  cli: string;
  cld: string;
  setupMs: number;
  answeredMs: number | null;
  endedMs: number;
  sipCode: number;
  q850: number;
  gateway: string;
  codec: string;
}

/** A caller of the demo: whose account, from where, and how busy beside the others. */
export interface DemoCaller {
  account: string;
  sourceIp: string;
  cli: string;
  weight: number;
}

/** Deterministic random numbers in [0, 1): mulberry32, so that one seed always makes one demo. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;

function weighted<T extends { weight: number }>(random: Random, choices: readonly T[]): T {
  const total = choices.reduce((sum, choice) => sum + choice.weight, 0);
  let left = random() * total;
  for (const choice of choices) {
    left -= choice.weight;
    if (left < 0) return choice;
  }
  return choices[choices.length - 1] as T;
}

const destinations = [
  { prefix: "442079460", length: 12, weight: 20 },
  { prefix: "447700900", length: 12, weight: 16 },
  { prefix: "1202555", length: 11, weight: 18 },
  { prefix: "1416555", length: 11, weight: 6 },
  { prefix: "4930231", length: 11, weight: 8 },
  { prefix: "33155501", length: 11, weight: 7 },
  { prefix: "390612345", length: 12, weight: 4 },
  { prefix: "34911234", length: 11, weight: 4 },
  { prefix: "919812", length: 12, weight: 6 },
  { prefix: "525512", length: 12, weight: 5 },
  { prefix: "61491570", length: 11, weight: 3 },
  { prefix: "2348021", length: 13, weight: 2 },
  { prefix: "5521987", length: 13, weight: 2 },
  { prefix: "81312", length: 11, weight: 2 },
];

const failures = [
  { sipCode: 486, q850: 17, weight: 30 },
  { sipCode: 480, q850: 18, weight: 30 },
  { sipCode: 487, q850: 16, weight: 25 },
  { sipCode: 404, q850: 1, weight: 10 },
  { sipCode: 503, q850: 41, weight: 5 },
];

const digits = (random: Random, prefix: string, length: number): string => {
  let number = prefix;
  while (number.length < length) number += Math.floor(random() * 10);
  return number;
};

/** Office hours carry most of the traffic: the hour's share of the day, UTC. */
const busyHours = [1, 1, 1, 1, 1, 2, 4, 8, 12, 14, 14, 13, 11, 13, 14, 13, 11, 8, 6, 5, 4, 3, 2, 1].map(
  (weight, hour) => ({ hour, weight }),
);

function timeOfDay(random: Random): number {
  const { hour } = weighted(random, busyHours);
  return (hour + random()) * 3_600_000;
}

/** One call at an instant: 64 % are answered, and those last 180 s on average, exponentially. */
export function demoCall(random: Random, callers: readonly DemoCaller[], setupMs: number): DemoCall {
  const caller = weighted(random, callers);
  const destination = weighted(random, destinations);
  const answered = random() < 0.64;
  const ringMs = 1500 + Math.floor(random() * 9000);
  const talkMs = answered ? Math.min(5_400_000, Math.ceil(-180_000 * Math.log(1 - random()))) : 0;
  const failure = answered ? { sipCode: 200, q850: 16 } : weighted(random, failures);
  return {
    id: `${Math.floor(random() * 2 ** 32).toString(16)}${Math.floor(random() * 2 ** 32).toString(16)}`,
    account: caller.account,
    sourceIp: caller.sourceIp,
    cli: caller.cli,
    cld: digits(random, destination.prefix, destination.length),
    setupMs,
    answeredMs: answered ? setupMs + ringMs : null,
    endedMs: setupMs + ringMs + talkMs,
    sipCode: failure.sipCode,
    q850: failure.q850,
    gateway: random() < 0.7 ? "carrier-a" : "carrier-b",
    codec: random() < 0.6 ? "PCMA" : "G729",
  };
}

const day = 86_400_000;

interface Wanted {
  seed: number;
  untilMs: number;
  perDay: number;
  callers: readonly DemoCaller[];
}

/** The calls of the seven days that end at `untilMs` (none of them is still going on then), oldest first. */
export const weekOfCalls = (wanted: Wanted): DemoCall[] => callsOfDays({ ...wanted, days: 7 });

/** The same of so many days. */
export function callsOfDays({ days, ...options }: Wanted & { days: number }): DemoCall[] {
  const random = seededRandom(options.seed);
  const midnight = Math.floor(options.untilMs / day) * day;
  const calls: DemoCall[] = [];
  for (let ago = days; ago >= 0; ago--) {
    for (let n = 0; n < options.perDay; n++) {
      calls.push(demoCall(random, options.callers, Math.floor(midnight - ago * day + timeOfDay(random))));
    }
  }
  const earliest = options.untilMs - days * day;
  return calls
    .filter((call) => call.setupMs >= earliest && call.endedMs < options.untilMs - 60_000)
    .sort((a, b) => a.setupMs - b.setupMs);
}
