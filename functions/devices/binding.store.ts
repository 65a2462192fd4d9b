import { getMany, type Key, type Write } from "../platform/table.ts";
import { Binding, type Holder } from "./binding.ts";
import { formerOwnerMs, mostFormerOwners, withFormer } from "./former-owner.ts";

/** Fails its condition when it is anyone's. */
export function bind(key: Key, { account, deviceId }: Holder, at: number): Write {
  const device = deviceId === undefined ? {} : { deviceId };
  const change = `SET #account = :account, #from = :from${deviceId === undefined ? "" : ", #deviceId = :deviceId"} REMOVE #ttl`;
  const when = { expression: "attribute_not_exists(#account)" };
  return { kind: "update", key, change, values: { account, from: at, ...device }, when };
}

/**
 * Makes each of them free. Only its holder releases a binding, in one transaction with the holder's own version: what
 * is read here cannot change before.
 */
export async function release(keys: readonly Key[], holder: Holder, at: number): Promise<Write[]> {
  const stored = new Map((await getMany(keys)).map((item) => [item.pk, Binding.parse(item)]));
  return keys.map((key): Write => {
    const { from, former } = stored.get(key.pk) ?? { from: 0, former: [] };
    const { account, deviceId, tariffId } = holder;
    const gone = { account, ...(deviceId ? { deviceId } : {}), ...(tariffId ? { tariffId } : {}), from, until: at };
    return {
      kind: "update",
      key,
      change: "SET #former = :former, #ttl = :ttl REMOVE #account, #deviceId, #id, #from",
      values: {
        former: withFormer(former, [gone], { at, most: mostFormerOwners }),
        ttl: Math.ceil((at + formerOwnerMs) / 1000),
      },
    };
  });
}
