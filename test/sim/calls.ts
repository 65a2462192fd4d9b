import { type CallRow, noVendor } from "../../functions/cdrs/call-row.ts";
import type { SwitchCdr } from "../../functions/cdrs/cdr.ts";
import { fingerprint } from "../../functions/cdrs/identity.ts";
import type { PostableCall } from "../../functions/ledger/posting-draft.ts";
import type { Random } from "./random.ts";

/** One call of a world, before anything is delivered. */
export interface SimCall {
  chain: readonly string[];
  cdr: SwitchCdr;
  authorizationId: string | null;
}

const terms = JSON.stringify({
  ...{ billingDecimals: 4, billingType: "PREPAID" },
  ...{ taxFlag: "NONE", taxMode: "EXCLUSIVE", taxes: [] },
});

export function aCdr(over: Partial<SwitchCdr> & Pick<SwitchCdr, "callId" | "setupMs">): SwitchCdr {
  return {
    source: "src",
    switch: "sw1",
    leg: "a",
    billed: true,
    line: 1,
    direction: "OUT",
    answeredMs: over.setupMs + 4000,
    endedMs: over.setupMs + 64_000,
    billableMs: 60_000,
    precision: "ms",
    durationSource: "billmsec",
    cliReceived: "441282550000",
    cldReceived: "442071234567",
    accountCode: null,
    sourceIp: "198.51.100.7",
    sipUser: null,
    authorizationId: null,
    gateway: null,
    destinationIp: null,
    sipCode: 200,
    q850: 16,
    causeText: "NORMAL_CLEARING",
    releasedBy: null,
    codec: "PCMA",
    pddMs: 1200,
    ...over,
  };
}

/** The call as rated: the charge follows from the content alone, a thousandth of a unit a second and 1 for each level above. */
export function rated(call: SimCall, delivery: string, line: number, cdr: SwitchCdr = call.cdr): PostableCall {
  const seconds = Math.ceil(cdr.billableMs / 1000);
  const { source, line: _line, ...rest } = cdr;
  const row: CallRow = {
    ...fingerprint({ ...cdr, line }, delivery),
    cdr: rest,
    source,
    deliveryId: delivery,
    line,
    cli: cdr.cliReceived,
    cld: cdr.cldReceived,
    deviceId: "dev_1",
    vendor: noVendor,
    kind: "RATED",
    tariffId: "trf_1",
    tariffVersion: 1,
    cardId: "crd_1",
    prefix: "44",
    destination: "United Kingdom",
    terms,
    durationSeconds: seconds,
    billedSeconds: seconds,
    charge: BigInt(seconds) * 1_000_000n,
    tax: 0n,
    upper: call.chain.slice(1).map((account, i) => ({
      ...{ account, charge: BigInt(seconds) * (900_000n - BigInt(i) * 200_000n) + 1n, tax: BigInt(seconds) },
      ...{ tariffId: "trf_2", tariffVersion: 2, terms },
    })),
  };
  const place = { day: new Date(cdr.setupMs).toISOString().slice(0, 10), upload: null, currency: "USD" };
  return { account: call.chain[0] as string, row, place };
}

const hour = 3_600_000;

/** A call somewhere in the world's time: most of them close together, so that sets of marks fill up. */
export function inventCall(random: Random, n: number, chain: readonly string[], startMs: number): SimCall {
  const shape = random.next();
  const base =
    shape < 0.7
      ? startMs + random.pick([-600_000, 0, 0, 600_000])
      : shape < 0.8
        ? startMs - random.int(0, 3) * 24 * hour
        : shape < 0.95
          ? startMs + random.int(0, 100) * hour
          : startMs - 90 * 24 * hour + random.int(-3, 3) * hour;
  const setupMs = base + random.int(0, 599_000);
  const billableMs = random.int(0, 180_000);
  const authorizationId = random.chance(0.4) ? `auth-${n}` : null;
  const cdr = aCdr({ callId: `call-${n}`, setupMs, billableMs, authorizationId, line: 1 });
  return { chain, cdr, authorizationId };
}
