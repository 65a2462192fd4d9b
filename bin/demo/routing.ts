import type { ListPage, OperatorApi } from "./operator-api.ts";

/** Routes for the drop-down, and one customer whose numbers are changed in every list. What is there already is kept. */

const demoRoutes = [
  { name: "Standard", description: "Two carriers by price" },
  { name: "Premium CLI", description: "Direct routes that keep the caller ID" },
  { name: "Fax and modem", description: "T.38 all the way", status: "INACTIVE" },
];

const dialed = [
  { pattern: "%", route: "Standard" },
  { pattern: "44%", route: "Premium CLI" },
  { pattern: "99|33%", route: "Premium CLI" },
];

const off = "off: ";

/** Rules behind `off: ` are kept and not used, as in a list's text. */
const lists: Record<string, string[]> = {
  "translation-rules/source": ["{10}%=>1%", "0%"],
  "translation-rules/destination": ["9|%=>%", "999=>112", "4470{12}%", "011|%=>%", "off: 00|%=>%"],
  "translation-rules/did-source": ["44|%=>+44%"],
  "translation-rules/did-destination": ["442079460|%=>%"],
  "cli-rules": ["44%=>442079460018", "%=>%"],
};

async function setUpRoutes(api: OperatorApi): Promise<Map<string, string>> {
  const { items } = await api.get<ListPage<{ id: string; name: string }>>("/routes?limit=200");
  const ids = new Map(items.map(({ id, name }) => [name, id]));
  for (const wanted of demoRoutes)
    if (!ids.has(wanted.name)) ids.set(wanted.name, (await api.post<{ id: string }>("/routes", wanted)).id);
  return ids;
}

export async function setUpRouting(api: OperatorApi, account: string): Promise<void> {
  const ids = await setUpRoutes(api);
  const path = `/customers/${account}`;
  const { items } = await api.get<ListPage<object>>(`${path}/dialing-routes`);
  if (items.length === 0)
    for (const { pattern, route } of dialed)
      await api.post(`${path}/dialing-routes`, { pattern, routeId: ids.get(route) ?? "" });
  for (const [list, rules] of Object.entries(lists)) {
    const { version } = await api.get<{ version: number }>(`${path}/${list}`);
    for (const rule of rules.slice(version))
      await api.post(`${path}/${list}`, { rule: rule.replace(off, ""), enabled: !rule.startsWith(off) });
  }
}
