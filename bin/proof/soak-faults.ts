import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../test/sim/random.ts";

/**
 * Stands between the product and its table and lets some of what is asked go wrong, as it does on AWS: it is throttled, a
 * transaction meets another one, an answer is lost behind the write, a write comes late. The client knows nothing of it.
 */

const faultNames = ["throttled", "conflict", "lost", "late"] as const;
/** Shares of the requests that go wrong. */
const [writesFaulty, readsFaulty] = [0.04, 0.005];
type FaultName = (typeof faultNames)[number];

/** Where the request was to go, as the product's own side says it (soak-detour.ts). */
export const engineHeader = "x-engine-port";

interface Asked {
  operation: string;
  /** Port of the engine. */
  port: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

interface Answer {
  status: number;
  body: Buffer;
}

const forward = ({ port, headers, body }: Asked): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, method: "POST", path: "/", headers }, (reply) => {
      const took = (whole: Buffer) => resolve({ status: reply.statusCode ?? 500, body: whole });
      buffer(reply).then(took, reject);
    });
    asked.once("error", reject);
    asked.end(body);
  });

const namespace = "com.amazonaws.dynamodb.v20120810#";
const refusal = (name: string, more: object = {}): Answer => ({
  status: 400,
  body: Buffer.from(JSON.stringify({ __type: `${namespace}${name}`, message: "played", ...more })),
});

/** Nothing of a transaction is written; one of its items says why. */
function cancelled({ body }: Asked, code: string): Answer {
  const { TransactItems = [] } = JSON.parse(body.toString()) as { TransactItems?: unknown[] };
  const CancellationReasons = TransactItems.map((_, i) => ({ Code: i === 0 ? code : "None" }));
  return refusal("TransactionCanceledException", { CancellationReasons });
}

const isTransaction = ({ operation }: Asked): boolean => operation === "TransactWriteItems";
const isWrite = ({ operation }: Asked): boolean => /^(Put|Update|Delete|TransactWrite)Item/.test(operation);

export class FaultyWay {
  /** How many of each were played. */
  readonly played: Record<FaultName, number> = { throttled: 0, conflict: 0, lost: 0, late: 0 };
  /** Whether anything goes wrong. */
  isFaulty = false;
  readonly #random: Random;
  /** Answers to transactions by their token: repeated with it, one is not carried out twice. Engines may not know that. */
  readonly #answers = new Map<string, Answer>();
  readonly #server = createServer((asked, reply) => void this.#take(asked, reply));

  constructor(random: Random) {
    this.#random = random;
  }

  async open(): Promise<number> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Reads are only throttled. */
  #fault(asked: Asked): FaultName | undefined {
    const share = isWrite(asked) ? writesFaulty : readsFaulty;
    if (!this.isFaulty || !this.#random.chance(share)) return undefined;
    const name = isWrite(asked) ? this.#random.pick(faultNames) : "throttled";
    this.played[name]++;
    return name;
  }

  async #carryOut(asked: Asked): Promise<Answer> {
    const token = isTransaction(asked) ? /"ClientRequestToken":"([^"]+)"/.exec(asked.body.toString())?.[1] : undefined;
    const known = token === undefined ? undefined : this.#answers.get(token);
    if (known) return known;
    const answer = await forward(asked);
    if (token !== undefined && answer.status === 200) this.#keep(token, answer);
    return answer;
  }

  #keep(token: string, answer: Answer): void {
    this.#answers.set(token, answer);
    for (const oldest of this.#answers.keys()) if (this.#answers.size > 5000) this.#answers.delete(oldest);
  }

  /** @returns undefined where the asker hears nothing */
  async #answer(asked: Asked): Promise<Answer | undefined> {
    switch (this.#fault(asked)) {
      case undefined:
        return this.#carryOut(asked);
      case "throttled":
        return isTransaction(asked)
          ? cancelled(asked, "ThrottlingError")
          : refusal("ProvisionedThroughputExceededException");
      case "conflict":
        return isTransaction(asked) ? cancelled(asked, "TransactionConflict") : refusal("TransactionConflictException");
      case "lost":
        await this.#carryOut(asked);
        return undefined;
      case "late":
        // Nobody waits for it; the engine may be gone by then.
        void pause(this.#random.int(200, 3000)).then(() => this.#carryOut(asked).catch(() => undefined));
        return undefined;
    }
  }

  async #take(message: IncomingMessage, reply: ServerResponse): Promise<void> {
    const { [engineHeader]: port, ...headers } = message.headers;
    try {
      const operation = String(headers["x-amz-target"]).split(".").at(-1) ?? "";
      const body = await buffer(message);
      const answer = await this.#answer({ operation, port: Number(port), headers, body });
      if (!answer) return void reply.destroy();
      reply.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" }).end(answer.body);
    } catch {
      // The engine was killed: whoever asked hears nothing either.
      reply.destroy();
    }
  }
}
