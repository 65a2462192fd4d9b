import { getIpDevice, getSipDevice } from "../devices/device.store.ts";
import { getSources } from "../intake/source.store.ts";
import { translateCallers } from "../intake/translate-callers.flow.ts";
import { resolveCallers } from "../intake/whose-call.flow.ts";
import { decimalOf } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import type { BillingTerms } from "../rating/billing-terms.ts";
import { explainCall } from "../rating/rate-call.ts";
import type { TraceStep } from "../rating/trace.ts";
import { loadTariff } from "../tariffs/tariff.store.ts";
import type { CallRow } from "./call-row.ts";

type Sources = Awaited<ReturnType<typeof getSources>>;

/**
 * How the number as sent became the one that is rated, worked out again from the source, the device and the rules of
 * today. Where they would make another number of it, they have changed since, and only the two numbers are said.
 */
async function numberSteps({ cdr, cld, source, line }: CallRow, sources: Sources): Promise<TraceStep[]> {
  const received = { step: "number received", outcome: cdr.cldReceived, detail: "As the switch sent it." };
  const sent = [{ ...cdr, source, line }];
  const [caller] = await translateCallers(await resolveCallers(sent, sources), sent, sources);
  const steps = caller?.kind === "known" && caller.cld === cld ? caller.steps.slice(1) : [];
  const rated =
    cdr.cldReceived === cld
      ? { step: "number", outcome: "unchanged", detail: `${cld} is rated as it was sent.` }
      : { step: "number", outcome: cld, detail: `${cdr.cldReceived} as sent is rated as ${cld}.` };
  return [received, ...steps, rated];
}

function whereFrom(direction: "OUT" | "DID", deviceId: string | null): string {
  if (direction === "DID") return deviceId ? "Where the DID rang." : "The DID rang nowhere that we know of.";
  return deviceId ? "The device that it came from." : "Found by its account.";
}

/** A device as its customer knows it, by address or login; by its id once it is gone. */
async function deviceName(account: string, id: string): Promise<string> {
  const [ip, sip] = await Promise.all([getIpDevice(account, id), getSipDevice(account, id)]);
  return ip?.ip ?? sip?.login ?? id;
}

/** Where a record came from. By what source and delivery is the operator's own business. */
function whereRecordStood({ cdr, source, deliveryId, line }: CallRow, sources: Sources, seesIntake: boolean): string {
  if (!seesIntake) return `Line ${line} of what the switch sent, leg ${cdr.leg}.`;
  return `Source ${sources.get(source)?.name ?? source}, delivery ${deliveryId}, line ${line}, leg ${cdr.leg}.`;
}

/** How the record's figures were read, before any price. */
async function intakeSteps(account: string, row: CallRow, seesIntake: boolean): Promise<TraceStep[]> {
  const { cdr, deviceId } = row;
  const sources = await getSources([row.source]);
  const [number, device] = await Promise.all([
    numberSteps(row, sources),
    deviceId ? deviceName(account, deviceId) : "none",
  ]);
  return [
    { step: "record", outcome: cdr.callId, detail: whereRecordStood(row, sources, seesIntake) },
    { step: "device", outcome: device, detail: whereFrom(cdr.direction, deviceId) },
    ...number,
    {
      step: "talk time",
      outcome: `${cdr.billableMs} ms`,
      detail: `From ${cdr.durationSource}, which is exact to the ${cdr.precision === "ms" ? "millisecond" : "second"}.`,
    },
  ];
}

/** Of a call that another system rated nothing is worked out again. */
const takenOver = ({ cdr, source, charge }: CallRow): TraceStep[] => [
  { step: "record", outcome: cdr.callId, detail: `Taken over from ${source}.` },
  {
    step: "charge",
    outcome: decimalOf(charge),
    detail: "As it was charged there. It is in no balance and on no invoice here.",
  },
];

const notRated: Record<Exclude<CallRow["kind"], "RATED" | "TAKEN_OVER">, string> = {
  UNANSWERED: "Not answered: the charge is 0.",
  UNBILLED_LEG: "The source bills another leg of this call: the charge of this one is 0.",
  FREE_INCOMING: "An incoming call to a DID without a tariff is free.",
  EMERGENCY: "A call to an emergency service is never charged.",
};

/** What the call was charged at first, and each job of re-rating that changed it. */
function correctionSteps({ corrected }: CallRow): TraceStep[] {
  if (!corrected) return [];
  const { first, steps } = corrected;
  let before = first.charge;
  return steps.map(({ id, at, reason, charge }, i) => {
    const was = i === 0 ? `First charged ${decimalOf(before)}` : `Then ${decimalOf(before)}`;
    before = charge;
    const detail = `${was}; corrected to ${decimalOf(charge)} by ${id} at ${isoInstant(at)}: ${reason}`;
    return { step: "corrected", outcome: decimalOf(charge), detail };
  });
}

/**
 * Why a call cost what it did, computed again from the version and the terms that its row names. Both never change, so
 * the figures are those of the row.
 * @param seesIntake whether whoever asks may see what brought the record
 */
export async function explainRow(account: string, row: CallRow, seesIntake: boolean): Promise<TraceStep[]> {
  if (row.kind === "TAKEN_OVER") return takenOver(row);
  const steps = await intakeSteps(account, row, seesIntake);
  if (row.kind !== "RATED") return [...steps, { step: "charge", outcome: "0", detail: notRated[row.kind] }];
  if (row.tariffId === null || row.tariffVersion === null) throw new Error("a rated call names no tariff");
  const tariff = await loadTariff({ tariffId: row.tariffId, version: row.tariffVersion });
  const { setupMs, answeredMs, billableMs } = row.cdr;
  const call = { account, cld: row.cld, setupMs, answered: answeredMs !== null, billableMs };
  const again = explainCall(call, tariff, JSON.parse(row.terms) as BillingTerms);
  if (again.kind !== "rated" || again.charge !== row.charge)
    throw new Error(`a call of ${row.tariffId} version ${row.tariffVersion} no longer comes to its charge`);
  return [...steps, ...again.trace, ...correctionSteps(row)];
}
