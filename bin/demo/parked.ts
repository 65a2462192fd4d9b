import type { DemoCall } from "./calls.ts";
import { opensipsAnswer } from "./carrier-layouts.ts";
import { genericCsv, genericHeader, kamailioJson } from "./layouts.ts";
import { type ListPage, type OperatorApi, until } from "./operator-api.ts";

/** The call that the office gives up. */
const probe = "probe";

/** Records that end in the suspense list, one for each reason that a delivery can have: its page opens with all of them. */

const hour = 3_600_000;

/** A call of a minute and a half to London, five hours before. */
export const parkedCall = (id: string, untilMs: number, change: Partial<DemoCall>): DemoCall => ({
  id: `parked${id}`,
  account: "",
  sourceIp: "",
  cli: "442079460100",
  cld: "442079460018",
  setupMs: untilMs - 5 * hour,
  answeredMs: untilMs - 5 * hour + 4000,
  endedMs: untilMs - 5 * hour + 94_000,
  sipCode: 200,
  q850: 16,
  gateway: "carrier-a",
  codec: "PCMA",
  ...change,
});

/** @param ips of a device that is in order, and of two whose tariffs are not there or in another currency */
export function parkedRecords(
  untilMs: number,
  ips: { known: string; noTariff: string; otherCurrency: string },
): {
  kam1: string;
  sbc1: string;
  osips1: string;
} {
  const call = (id: string, change: Partial<DemoCall>) => parkedCall(id, untilMs, { sourceIp: ips.known, ...change });
  const dayAgo = untilMs - 30 * hour;
  const old = untilMs - 100 * 24 * hour;
  const kamailio = [
    call("noRate", { cld: "210123456789" }),
    call("blocked", { cld: "88299456789" }),
    call("noTariff", { sourceIp: ips.noTariff }),
    call("otherCurrency", { sourceIp: ips.otherCurrency }),
    call("stranger", { sourceIp: "203.0.113.99" }),
    call(probe, { sourceIp: "203.0.113.250" }),
    call("badNumber", { cld: "4420O7946x018" }),
    call("tooLong", { setupMs: dayAgo, answeredMs: dayAgo + 3000, endedMs: dayAgo + 27 * hour }),
    call("tooOld", { setupMs: old, answeredMs: old + 3000, endedMs: old + 63_000 }),
    call("clock", {
      setupMs: untilMs + 48 * hour,
      answeredMs: untilMs + 48 * hour + 3000,
      endedMs: untilMs + 49 * hour,
    }),
    call("twice", {}),
    call("twice", { endedMs: untilMs - 5 * hour + 154_000 }),
  ].map(kamailioJson);
  const cutOff = genericCsv(call("cut", {})).slice(0, 40);
  return {
    kam1: `${kamailio.join("\n")}\n{"call_id": "broken", "start_time": \n`,
    sbc1: `${genericHeader}\n${genericCsv(call("first", {}))}\nthis line is no record\n${cutOff}`,
    osips1: `${opensipsAnswer(call("half", {}))}\n`,
  };
}

interface Parked {
  id: string;
  raw: string;
}

/** Writes one record off as soon as it waits, so that the list of what was given up has one. */
export async function writeOffProbe(api: OperatorApi, source: string): Promise<void> {
  const listed = async (state: string) => {
    const query = `reason=UNKNOWN_CUSTOMER&source=${source}&state=${state}&limit=200`;
    const { items } = await api.get<ListPage<Parked>>(`/suspense?${query}`);
    return items.find(({ raw }) => raw.includes(`parked${probe}`));
  };
  if (await listed("WRITTEN_OFF")) return;
  const found = await until(
    () => listed("WAITING"),
    (one) => one !== undefined,
  );
  await api.post(`/suspense/${found?.id}/write-off`, { note: "Our own probe of the carrier, never to be charged" });
}
