import { beforeAll, describe, expect, it } from "vitest";
import { now, replaceClock } from "../functions/platform/clock.ts";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff, customerBody } from "./support/customers.ts";

let admin: Caller;
let tariffId: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
});

const under = (key: string) => ({ headers: { "idempotency-key": key } });

describe("an Idempotency-Key", () => {
  it("gives the first answer again for the same body and does nothing twice", async () => {
    const [key, body] = [uniqueName(), customerBody(tariffId)];
    const first = await admin("POST", "/customers", body, under(key));
    const again = await admin("POST", "/customers", body, under(key));
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const listed = await admin("GET", `/customers?username=${body.username}`);
    expect(listed.body.items).toHaveLength(1);
  });

  it("is a conflict for another body and for another path", async () => {
    const [key, body] = [uniqueName(), customerBody(tariffId)];
    await admin("POST", "/customers", body, under(key));
    expect((await admin("POST", "/customers", { ...body, company: "Other" }, under(key))).status).toBe(409);
    expect((await admin("POST", "/users", body, under(key))).status).toBe(409);
  });

  it("repeats an answer that held a secret without the secret", async () => {
    const { account } = await aCustomer(admin, tariffId);
    const key = uniqueName();
    const body = { login: uniqueName(), extension: "100", maxCallSessions: 1, callSessionsPerSecond: 1 };
    const first = await admin("POST", `/customers/${account}/sip-devices`, body, under(key));
    const again = await admin("POST", `/customers/${account}/sip-devices`, body, under(key));
    expect(first.body.secret).toMatch(/.{20}/);
    expect(again.body).toEqual({ ...first.body, secret: null });
  });

  it("lets one of ten at once do the work; the others get its answer or are told to wait", async () => {
    const [key, body] = [uniqueName(), { name: "x", scopes: ["switch"] }];
    const replies = await Promise.all(Array.from({ length: 10 }, () => admin("POST", "/api-keys", body, under(key))));
    const made = replies.filter((reply) => reply.status === 201 && reply.body.secret);
    expect(made).toHaveLength(1);
    expect(replies.every((reply) => reply.status === 201 || reply.status === 409)).toBe(true);
  });

  it("keeps no refusal, so that the corrected world may answer", async () => {
    const [key, body] = [uniqueName(), customerBody(tariffId)];
    const blocker = await aCustomer(admin, tariffId, { username: body.username });
    expect((await admin("POST", "/customers", body, under(key))).status).toBe(409);
    await admin("DELETE", `/customers/${blocker.account}`);
    expect((await admin("POST", "/customers", body, under(key))).status).toBe(201);
  });

  it("is someone else's for another person, and is forgotten after a day", async () => {
    const [key, body] = [uniqueName(), { name: "x", scopes: ["switch"] }];
    const first = await admin("POST", "/api-keys", body, under(key));
    const other = await (await staff())("POST", "/api-keys", body, under(key));
    expect(other.body.id).not.toBe(first.body.id);
    const at = now();
    const back = replaceClock(() => at + 24 * 3_600_000);
    try {
      const later = await (await staff())("POST", "/api-keys", body, under(key));
      expect(later.status).toBe(201);
    } finally {
      back();
    }
  });

  it.each(["", "x".repeat(256), "tab\tbed"])("that is no key is refused: %j", async (key) => {
    const reply = await admin("POST", "/api-keys", { name: "x", scopes: ["switch"] }, under(key));
    expect(reply.status).toBe(400);
  });
});
