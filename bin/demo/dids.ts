import type { ListPage, OperatorApi } from "./operator-api.ts";

/** Numbers at which the demo's customer is reached, and some in stock. What is there already is kept. */
export async function setUpDids(api: OperatorApi, account: string): Promise<void> {
  const { items } = await api.get<ListPage<object>>("/dids");
  if (items.length > 0) return;
  const { tariffId } = await api.get<{ tariffId: string }>(`/customers/${account}`);
  const sip = await api.get<ListPage<{ id: string }>>(`/customers/${account}/sip-devices`);
  const ringsAt = sip.items[0]?.id ?? null;
  const rent = { setupCharge: "5", monthlyRent: "2.50" };
  // Two of its six lines are in the rent.
  const lines = { monthlyRent: "4", maxCalls: 6, includedCalls: 2, callRent: "0.50" };
  const office = { account, ringsAt, description: "Reception", ...rent };
  await api.post("/dids", { ...office, numbers: ["442079461800", "442079461801"] });
  await api.post("/dids", { account, ringsAt, tariffId, description: "Hotline", ...lines, numbers: ["448081570192"] });
  const forwardTo = "447700900144";
  await api.post("/dids", { account, forwardTo, description: "Duty mobile", numbers: ["442079461806"] });
  await api.post("/dids", { account, description: "Not connected yet", numbers: ["442079461802"], ...rent });
  const block = { ...rent, cancellationCharge: "10", currency: "EUR", description: "London block" };
  await api.post("/dids", { ...block, numbers: ["442079461803", "442079461804", "442079461805"] });
  // More than the customer has: its days of grace run.
  await api.post("/dids", { account, monthlyRent: "2000", description: "Gold number", numbers: ["442079461111"] });
}
