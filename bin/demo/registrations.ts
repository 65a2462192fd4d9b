import type { ListPage, OperatorApi } from "./operator-api.ts";

/** SIP devices of the demo as its switch tells of them: most are registered, one ran out, one never came. */

const everyMs = 300_000;
const lifetimeS = 3600;

interface Device {
  id: string;
  login: string;
}

/** More devices of the first customer: one whose registration ran out, and one that nobody has set up yet. */
const moreDevices = [
  { login: "acmevoice200", extension: "200" },
  { login: "acmevoice300", extension: "300" },
];

export class DemoRegistrations {
  readonly #told: { baseUrl: string; secret: string };
  readonly #up: { login: string; address: string; agent: string }[] = [];
  #toldMs = 0;

  constructor(told: { baseUrl: string; secret: string }) {
    this.#told = told;
  }

  async #tell(registrations: object[]): Promise<void> {
    const { baseUrl, secret } = this.#told;
    const reply = await fetch(`${baseUrl}/switch/v1/registrations`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({ switch_id: "fs1", registrations }),
    });
    if (!reply.ok) throw new Error(`registrations: ${reply.status} ${await reply.text()}`);
  }

  /** @param accounts of customers whose devices are registered; the first also has those that are not */
  async setUp(api: OperatorApi, accounts: readonly string[], nowMs: number): Promise<void> {
    const [first = ""] = accounts;
    const path = `/customers/${first}/sip-devices`;
    const { items: known } = await api.get<ListPage<Device>>(path);
    for (const device of moreDevices)
      if (!known.some(({ login }) => login === device.login))
        await api.post(path, { ...device, maxCallSessions: 2, callSessionsPerSecond: 5 });
    for (const [n, account] of accounts.entries()) {
      const { items } = await api.get<ListPage<Device>>(`/customers/${account}/sip-devices`);
      const login = items[0]?.login ?? "";
      this.#up.push({ login, address: `198.51.100.${60 + n}:5060`, agent: "Yealink SIP-T46U 108.86.0.90" });
      if (n === 0) this.#up.push({ login, address: "203.0.113.77:41822;transport=tls", agent: "Linphone/5.2" });
    }
    const at = new Date(nowMs - 3 * 3_600_000).toISOString();
    const gone = { login: "acmevoice200", contact: "sip:acmevoice200@198.51.100.99:5060", user_agent: "snomD785/10.1" };
    await this.#tell([{ event: "REGISTERED", ...gone, at, expires_s: lifetimeS }]);
    await this.goOn(nowMs);
  }

  /** Phones come again long before their registration runs out. */
  async goOn(nowMs: number): Promise<void> {
    if (nowMs - this.#toldMs < everyMs) return;
    this.#toldMs = nowMs;
    const at = new Date(nowMs).toISOString();
    await this.#tell(
      this.#up.map(({ login, address, agent }) => ({
        ...{ event: "REGISTERED", login, contact: `sip:${login}@${address}`, user_agent: agent },
        ...{ at, expires_s: lifetimeS },
      })),
    );
  }
}
