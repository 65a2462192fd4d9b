import { changeCallFileSettings } from "../../functions/call-files/call-file-settings.flow.ts";
import { callFileDefaults } from "../../functions/call-files/call-file-settings.ts";
import { deliverCallFiles } from "../../functions/call-files/deliver-call-files.flow.ts";
import { getCustomer } from "../../functions/customers/customer.store.ts";
import { now } from "../../functions/platform/clock.ts";
import type { OperatorApi } from "./operator-api.ts";

const day = 86_400_000;

/** A customer that has had its calls as files for some days. What is set is kept. */
export async function setUpCallFiles(api: OperatorApi, account: string): Promise<void> {
  const [customer, { version }] = await Promise.all([
    getCustomer(account),
    api.get<{ version: number }>(`/customers/${account}/call-file-settings`),
  ]);
  if (!customer || version > 0) return;
  const settings = {
    ...callFileDefaults,
    ...{ active: true, emails: ["cdr@acmevoice.example"], separator: "SEMICOLON" as const },
    columns: [
      "setupAt" as const,
      "cli" as const,
      "cld" as const,
      "destination" as const,
      "billedSeconds" as const,
      "charge" as const,
    ],
  };
  const actor = { id: account, kind: "customer" as const, account, permissions: [] };
  await changeCallFileSettings(settings, { customer, check: () => undefined, actor, at: now() - 5 * day });
  await deliverCallFiles(() => 15 * 60_000);
}
