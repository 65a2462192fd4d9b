import { demoPassword } from "./customers.ts";
import { type ListPage, signInAt } from "./operator-api.ts";
import { nordlink } from "./resellers.ts";

/** Keys by which a customer's and a reseller's own machines read; nobody keeps their secrets. */
const wanted = [
  { username: "acmevoice", key: { name: "Bookkeeping", scopes: ["calls:read", "money:read"] } },
  { username: nordlink.username, key: { name: "Customer portal", scopes: ["customers:read", "calls:read"] } },
];

export async function setUpOwnKeys(baseUrl: string): Promise<void> {
  for (const { username, key } of wanted) {
    const own = await signInAt(baseUrl, { username, password: demoPassword });
    const { items } = await own.get<ListPage<object>>("/own-api-keys");
    if (items.length === 0) await own.post("/own-api-keys", { ...key, allowedIps: ["198.51.100.0/24"] });
  }
}
