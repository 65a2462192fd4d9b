import type { Principal } from "../auth/access.ts";
import type { FieldFault } from "../platform/problem.ts";
import { deviceOfExtension, sipDeviceByLogin } from "./device.store.ts";
import { rivalOfRow, rivalProblem } from "./ip-claim.flow.ts";
import type { IpRow } from "./ip-row.ts";
import { extensionWord, loginWord } from "./sip-device.flow.ts";

/** What is somebody's already of a device that is being typed. Nothing is claimed: the save decides. */

/** @param row as the device would be kept */
export async function takenOfIp(row: IpRow, actor: Principal): Promise<FieldFault[]> {
  const rival = await rivalOfRow(row);
  return rival ? (await rivalProblem(rival, row, actor)).fields : [];
}

interface SipNames {
  login?: string | undefined;
  extension?: string | undefined;
  /** The device that is edited; what it has itself is not taken. */
  deviceId?: string | undefined;
}

export async function takenOfSip(account: string, { login, extension, deviceId }: SipNames): Promise<FieldFault[]> {
  const holder = login === undefined ? undefined : (await sipDeviceByLogin(login))?.id;
  const sharer = extension === undefined ? undefined : await deviceOfExtension(account, extension);
  const isTaken = (id: string | undefined) => id !== undefined && id !== deviceId;
  return [
    ...(isTaken(holder) ? [{ path: "login", message: loginWord }] : []),
    ...(isTaken(sharer) ? [{ path: "extension", message: extensionWord }] : []),
  ];
}
