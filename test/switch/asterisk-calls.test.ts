import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeBatch } from "../../functions/platform/stream.ts";
import { addedSource, post, streamedFor, switchKey } from "../intake/world.ts";
import { uniqueName } from "../support/api.ts";
import { customCdrs, hasAsterisk, whileAsterisk } from "../support/asterisk.ts";
import { rateRecords } from "../support/charging.ts";
import { aFreeUdpPort } from "../support/kamailio.ts";
import { aCarrier, finalAnswers, placeCalls } from "../support/sipp.ts";
import { servedApi, switchSecret } from "./real-calls.ts";
import { aSwitchboard, type Switchboard } from "./switchboard.ts";

/** Asterisk's example with real calls: it asks us, obeys, and its CDRs are charged and give back what calls held. */

const example = /^switchbook\.csv => (.*)$/m;

describe.runIf(hasAsterisk())("real calls through Asterisk", () => {
  let board: Switchboard;
  const carriers: { end(): void }[] = [];
  beforeAll(async () => {
    board = await aSwitchboard();
  });
  afterAll(() => {
    for (const { end } of carriers) end();
  });

  it("go where we say, with our number, to the next gateway where one fails, and are charged as the CDR has them", async () => {
    const [full, good] = [await aCarrier(503), await aCarrier()];
    carriers.push(full, good);
    const [api, secret, port] = [await servedApi(), await switchSecret(), await aFreeUdpPort()];
    carriers.push({ end: api.end });
    const name = uniqueName();
    let template = "";
    const ip = `127.77.${process.pid % 250}.9`;
    const { account } = await board.caller({}, { pay: "1", device: { ip } });
    await board.admin("PUT", `/customers/${account}/translation-rules/destination`, { text: "0|%=>44%" });
    const { id: routeId } = await board.twoGateways({}, [full.port, good.port], "127.0.0.1");
    await board.admin("POST", `/customers/${account}/dialing-routes`, { routeId, pattern: "44%" });
    const files = {
      "extensions.conf": (text: string) =>
        text
          .replace("https://billing.example.net/switch/v1", `http://127.0.0.1:${api.port}/switch/v1`)
          .replace("sbk_CHANGE_ME", secret)
          .replace("SB_SWITCH=asterisk1", `SB_SWITCH=${name}`),
      "cdr.conf": (text: string) => text,
      "cdr_custom.conf": (text: string) => {
        template = example.exec(text)?.[1] ?? "";
        return text;
      },
    };
    await whileAsterisk({ port, files }, async (logs) => {
      const fields = { customerBy: "account", switch: name, template } as const;
      const source = await addedSource({ format: "asterisk-custom", ...fields });
      const call = { proxy: port, from: ip, payloads: "0 8" };
      expect(finalAnswers(await placeCalls({ ...call, number: "33155501234" }))).toEqual([
        expect.stringMatching(/^403/),
      ]);
      const heard = await placeCalls({ ...call, number: "02079460018", talkMs: 1500 });
      expect(finalAnswers(heard)).toEqual(["200"]);
      expect(await full.hears("INVITE", 1)).toHaveLength(1);
      const [invite] = await good.hears("INVITE", 1);
      expect(invite?.first).toContain("sip:442079460018@");
      const text = await customCdrs(logs, 3);
      const reply = await post(`/switch/v1/cdrs?source=${source.id}`, await switchKey(), text);
      expect([reply.status, await reply.json()]).toMatchObject([202, { parked: [] }]);
      expect(await rateRecords((await streamedFor(source.id)).map(({ batch }) => encodeBatch(batch)))).toEqual([]);
      expect(await board.money(account)).toMatchObject({ reserved: "0", sessions: 0 });
      const { items } = (await board.admin("GET", `/customers/${account}/calls`)).body;
      expect(items.filter(({ charge }: { charge: string }) => charge !== "0")).toHaveLength(1);
    });
  });
});
