import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { seal, unseal } from "../platform/secret.ts";
import { absent, get, put, remove, type Write, write } from "../platform/table.ts";
import { NewGateway, TopUp } from "./top-up.ts";

export const addTopUp = (topUp: TopUp): Promise<void> => write(put({ ...keys.topUp(topUp.id), ...topUp }, absent));
export const getTopUp = (id: string): Promise<TopUp | undefined> => get(TopUp, keys.topUp(id));

/** What became of it. Once paid it stays paid. */
export const settleTopUp = (id: string, status: TopUp["status"], payment: string | null): Write => ({
  kind: "update",
  key: keys.topUp(id),
  change: "SET #status = :status, #payment = :payment, #url = :none",
  values: { status, payment, none: null, ...(status === "PAID" ? {} : { paid: "PAID" }) },
  ...(status === "PAID" ? {} : { when: { expression: "#status <> :paid" } }),
});

const Sealed = z.object({ sealed: z.string() });

/** The gateway's keys; undefined where none are set. */
export async function getGateway(): Promise<NewGateway | undefined> {
  const stored = await get(Sealed, keys.cardGateway());
  return stored && NewGateway.parse(JSON.parse(unseal(stored.sealed, keys.cardGateway())));
}

export const setGateway = (gateway: NewGateway): Write =>
  put({ ...keys.cardGateway(), sealed: seal(JSON.stringify(gateway), keys.cardGateway()) });
export const removeGateway = (): Write => remove(keys.cardGateway());
