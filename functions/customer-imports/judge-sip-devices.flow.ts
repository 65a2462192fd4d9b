import type { Customer } from "../customers/customer.ts";
import { deviceOfExtension, sipDeviceByLogin } from "../devices/device.store.ts";
import { sipFaults } from "../devices/device-rules.ts";
import { addSipDevice } from "../devices/sip-device.flow.ts";
import { NewSipDevice } from "../devices/sip-device.ts";
import { guarded } from "../platform/guarded.ts";
import { type FieldFault, fieldFaults } from "../platform/problem.ts";
import { freshRow, type ImportRow, refusedRow } from "./customer-import.ts";
import { codeKeys, distinct, duplicatesOf, type Judge, type Judged } from "./judge.flow.ts";
import { takenCodes, tariffFaults } from "./judge-ip-devices.flow.ts";
import type { SheetRequest } from "./sheet-request.ts";
import { ownersOf } from "./whose-device.flow.ts";

/** Of the row that is refused because of it: `EXISTS` where the device is the customer's own. */
async function takenBy({ login, extension, switchAccounts }: NewSipDevice, account: string) {
  const [device, ofExtension, codes] = await Promise.all([
    sipDeviceByLogin(login),
    deviceOfExtension(account, extension),
    takenCodes(switchAccounts),
  ]);
  const faults: FieldFault[] = [...codes];
  if (device) faults.push({ path: "login", message: "This SIP login is taken." });
  if (ofExtension) faults.push({ path: "extension", message: "This extension is another device's of the account." });
  return { faults, reason: device?.account === account ? ("EXISTS" as const) : ("TAKEN" as const) };
}

async function judgeOne(request: SheetRequest, row: ImportRow, customer: Customer, judge: Judge): Promise<Judged> {
  const { account: _, username: __, ...value } = request.fields;
  const parsed = NewSipDevice.safeParse(value);
  const faults = distinct([
    ...request.faults,
    ...(parsed.success ? [] : fieldFaults(parsed.error.issues)),
    ...sipFaults(value),
    ...(await tariffFaults(value["tariffId"], customer, judge)),
  ]);
  if (faults.length > 0 || !parsed.success) return { row: refusedRow(row, "FAULTY", faults) };
  const { data } = parsed;
  const named = [
    ["login", `login ${data.login.toLowerCase()}`],
    ["extension", `extension ${customer.account} ${data.extension}`],
  ] as const;
  const twice = duplicatesOf(request.line, [...named, ...codeKeys(data.switchAccounts)], judge);
  if (twice.length > 0) return { row: refusedRow(row, "DUPLICATE", twice) };
  const taken = await takenBy(data, customer.account);
  if (taken.faults.length > 0) return { row: refusedRow(row, taken.reason, taken.faults) };
  return {
    row,
    make: async (settled, at) => {
      // A secret that was made for it is seen by nobody: another one is asked for on the device's page.
      await addSipDevice(customer, data, judge.actor, at, guarded([settled(customer.account)], "This row is done."));
    },
  };
}

/** What becomes of each row of SIP devices. */
export async function judgeSipDevices(requests: readonly SheetRequest[], judge: Judge): Promise<Judged[]> {
  const whose = await ownersOf(requests, judge);
  const judged: Judged[] = [];
  for (const request of requests) {
    const { fields, line } = request;
    const row = freshRow(line, String(fields["login"] ?? ""), String(fields["extension"] ?? ""), "ADD");
    const owner = whose(request);
    if ("fault" in owner) judged.push({ row: refusedRow(row, owner.reason, [owner.fault]) });
    else judged.push(await judgeOne(request, { ...row, account: owner.customer.account }, owner.customer, judge));
  }
  return judged;
}
