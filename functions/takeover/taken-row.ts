import type { CallRow } from "../cdrs/call-row.ts";
import { noVendor } from "../cdrs/call-row.ts";
import { fingerprint } from "../cdrs/identity.ts";
import { nanoOf } from "../money/money.ts";
import type { Origin, TakenCall } from "./taken-call.ts";

const epoch = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

/** By what it was charged stays there. */
const noRating = { tax: 0n, tariffId: null, tariffVersion: null, terms: null };

/** A call of another system as a block keeps it. The same call is the same row, whenever and in whatever request it comes. */
export function takenRow(call: TakenCall, origin: Origin): CallRow {
  const setupMs = Date.parse(call.setupAt);
  const cdr = {
    ...{ switch: origin, callId: call.id, leg: "", billed: true, direction: call.direction },
    ...{ setupMs, answeredMs: epoch(call.answeredAt), endedMs: epoch(call.endedAt) },
    ...{ billableMs: call.durationSeconds * 1000, precision: "s" as const, durationSource: "charged there" },
    ...{ cliReceived: call.cli, cldReceived: call.cld, accountCode: null, sourceIp: null, sipUser: null },
    ...{ authorizationId: null, gateway: null, destinationIp: null, sipCode: call.sipCode },
    ...{ q850: call.disconnectCause, causeText: null, releasedBy: null, codec: null, pddMs: null },
  };
  return {
    ...fingerprint({ ...cdr, source: origin, line: 1 }, origin),
    ...{ kind: "TAKEN_OVER", tariffId: null, tariffVersion: null, cardId: null, terms: "{}" },
    ...{ prefix: call.prefix, destination: call.destination },
    upper: call.upper.map(({ account, charge }) => ({ ...noRating, account, charge: nanoOf(charge) })),
    ...{ durationSeconds: call.durationSeconds, billedSeconds: call.billedSeconds },
    ...{ charge: nanoOf(call.charge), tax: nanoOf(call.tax), vendor: noVendor },
    ...{ cdr, source: origin, deliveryId: origin, line: 1, cli: call.cli, cld: call.cld, deviceId: null },
  };
}
