import type { Customer } from "../customers/customer.ts";
import { type Code, holdersOf } from "../devices/alias.store.ts";
import { getIpBlock } from "../devices/device.store.ts";
import { deviceTariffFaults } from "../devices/device-rules.ts";
import { addIpDevice } from "../devices/ip-device.flow.ts";
import { type IpDevice, NewIpDevice, rowOf } from "../devices/ip-device.ts";
import { blockOf, parseNetwork } from "../devices/ip-network.ts";
import { type IpRow, rivalOf } from "../devices/ip-row.ts";
import { guarded } from "../platform/guarded.ts";
import { type FieldFault, fieldFaults } from "../platform/problem.ts";
import { isSoldBy } from "../resellers/reseller.ts";
import { freshRow, type ImportRow, refusedRow } from "./customer-import.ts";
import { codeKeys, distinct, duplicatesOf, type Judge, type Judged } from "./judge.flow.ts";
import type { SheetRequest } from "./sheet-request.ts";
import { ownersOf } from "./whose-device.flow.ts";

/** The block of addresses in whose one item the device stands; empty for what is no address. */
export function blockOfAddress(ip: unknown): string {
  const network = typeof ip === "string" ? parseNetwork(ip.trim()) : undefined;
  return (network && blockOf(network)) ?? "";
}

/** A device is charged by what its customer's seller sells, and by no vendor's prices. @param id as it came */
export async function tariffFaults(id: unknown, customer: Customer, { sources }: Judge): Promise<FieldFault[]> {
  const tariff = typeof id === "string" && /^[\x21-\x7e]{1,64}$/.test(id) ? await sources.tariffOf(id) : undefined;
  const sold = tariff && isSoldBy(tariff, customer.reseller) ? tariff : undefined;
  return deviceTariffFaults(id, sold, customer.currency);
}

/** Codes of a device that somebody has. */
export async function takenCodes(codes: readonly Code[]): Promise<FieldFault[]> {
  const taken = codes.length === 0 ? [] : [...(await holdersOf(codes)).keys()];
  return taken.map((code) => ({
    path: "switchAccounts",
    message: `The code ${code} is another customer's or device's.`,
  }));
}

/** The rows of the table's block and of the sheet's earlier lines. */
interface Rivals {
  stored: Map<string, IpRow[]>;
  sheet: Map<string, IpRow[]>;
}

const asDevice = (asked: NewIpDevice, account: string, id: string): IpDevice => ({
  ...asked,
  id,
  account,
  createdAt: "",
  version: 1,
});

/** A line of the sheet stands in for the id of a device that is not there yet. */
function meet(device: IpDevice, rivals: Rivals, firstLines: Judge["firstLines"]) {
  const [wanted, block] = [rowOf(device), blockOfAddress(device.ip)];
  const stored = rivalOf(wanted, rivals.stored.get(block) ?? []);
  if (stored || !firstLines) return { stored };
  const others = rivals.sheet.get(block) ?? [];
  const twin = rivalOf(wanted, others);
  if (!twin) rivals.sheet.set(block, [...others, wanted]);
  return { twin };
}

async function judgeOne(
  request: SheetRequest,
  row: ImportRow,
  customer: Customer,
  rivals: Rivals,
  judge: Judge,
): Promise<Judged> {
  const { account: _, username: __, ...value } = request.fields;
  const parsed = NewIpDevice.safeParse(value);
  const faults = distinct([
    ...request.faults,
    ...(parsed.success ? [] : fieldFaults(parsed.error.issues)),
    ...(await tariffFaults(value["tariffId"], customer, judge)),
  ]);
  if (faults.length > 0 || !parsed.success) return { row: refusedRow(row, "FAULTY", faults) };
  const { data } = parsed;
  const twice = duplicatesOf(request.line, codeKeys(data.switchAccounts), judge);
  if (twice.length > 0) return { row: refusedRow(row, "DUPLICATE", twice) };
  const { stored, twin } = meet(asDevice(data, customer.account, `line ${request.line}`), rivals, judge.firstLines);
  const fault = (message: string) => [{ path: "ip", message }];
  if (twin)
    return { row: refusedRow(row, "DUPLICATE", fault(`Meets ${twin.cidr} of ${twin.deviceId} with the same prefix.`)) };
  const isOwn = stored?.account === customer.account;
  if (isOwn)
    return { row: refusedRow(row, "EXISTS", fault(`${stored.cidr} with this prefix is the customer's already.`)) };
  if (stored) return { row: refusedRow(row, "TAKEN", fault(`${stored.cidr} with this prefix is another customer's.`)) };
  const taken = await takenCodes(data.switchAccounts);
  if (taken.length > 0) return { row: refusedRow(row, "TAKEN", taken) };
  return {
    row,
    make: async (settled, at) => {
      await addIpDevice(customer, data, judge.actor, at, guarded([settled(customer.account)], "This row is done."));
    },
  };
}

/** Judges rows of IP devices of one sheet, part by part: what earlier parts asked for is remembered. */
export function ipDeviceJudge(judge: Judge): (requests: readonly SheetRequest[]) => Promise<Judged[]> {
  const sheet = new Map<string, IpRow[]>();
  return async (requests) => {
    const whose = await ownersOf(requests, judge);
    const blocks = [...new Set(requests.map(({ fields }) => blockOfAddress(fields["ip"])).filter(Boolean))];
    const stored = new Map(
      await Promise.all(blocks.map(async (block) => [block, (await getIpBlock(block)).rows] as const)),
    );
    const judged: Judged[] = [];
    for (const request of requests) {
      const { fields, line } = request;
      const row = freshRow(line, String(fields["ip"] ?? ""), String(fields["description"] ?? ""), "ADD");
      const owner = whose(request);
      if ("fault" in owner) judged.push({ row: refusedRow(row, owner.reason, [owner.fault]) });
      else {
        const named = { ...row, account: owner.customer.account };
        judged.push(await judgeOne(request, named, owner.customer, { stored, sheet }, judge));
      }
    }
    return judged;
  };
}
