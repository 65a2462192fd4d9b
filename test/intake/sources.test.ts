import { beforeAll, describe, expect, it } from "vitest";
import { getSource } from "../../functions/intake/source.store.ts";
import { type Caller, staff, uniqueName } from "../support/api.ts";
import { genericColumns } from "./samples.ts";

let office: Caller;
beforeAll(async () => {
  office = await staff(["intake:read", "intake:write"]);
});

const body = (fields: object = {}) => ({ name: "Switch one", switch: uniqueName(), format: "asterisk-csv", ...fields });
const generic = (fields: object = {}) => body({ format: "generic-csv", columns: genericColumns, ...fields });
const faults = (reply: { body: { error: { fields: { path: string }[] } } }) =>
  reply.body.error.fields.map(({ path }) => path);

describe("a CDR source", () => {
  it("is added with its defaults, read, changed, listed and removed", async () => {
    const asked = body({ timeZone: "America/New_York" });
    const made = await office("POST", "/cdr-sources", asked);
    expect([made.status, made.body]).toMatchObject([
      201,
      { ...asked, customerBy: "account", numberState: "DIALLED", billedLeg: "a", version: 1 },
    ]);
    const path = `/cdr-sources/${made.body.id}`;
    const read = await office("GET", path);
    expect(read.body).toMatchObject({ ...made.body, lastDeliveryAt: null, lagSeconds: null, deliveries: 0 });
    const changed = await office("PATCH", path, { customerBy: "ip" }, { headers: { "if-match": '"1"' } });
    expect([changed.status, changed.body.customerBy, changed.body.timeZone, changed.body.version]).toEqual([
      200,
      "ip",
      "America/New_York",
      2,
    ]);
    expect(changed.body).toMatchObject((await getSource(made.body.id)) ?? {});
    const stale = await office("PATCH", path, { customerBy: "account" }, { headers: { "if-match": '"1"' } });
    expect(stale.status).toBe(409);
    const listed = await office("GET", "/cdr-sources?limit=200");
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toContain(made.body.id);
    expect((await office("DELETE", path)).status).toBe(204);
    expect((await office("GET", path)).status).toBe(404);
    expect((await office("POST", "/cdr-sources", asked)).status).toBe(201);
  });

  it("is one for each layout of a switch", async () => {
    const asked = body();
    expect((await office("POST", "/cdr-sources", asked)).status).toBe(201);
    expect((await office("POST", "/cdr-sources", asked)).status).toBe(409);
    expect((await office("POST", "/cdr-sources", { ...asked, format: "kamailio-json" })).status).toBe(201);
  });

  it("keeps its switch and layout, which are part of old calls' identity", async () => {
    const { body: made } = await office("POST", "/cdr-sources", body());
    const reply = await office("PATCH", `/cdr-sources/${made.id}`, { switch: "other", format: "kamailio-json" });
    expect([reply.status, faults(reply)]).toEqual([422, ["switch", "format"]]);
    expect((await getSource(made.id))?.version).toBe(1);
  });

  it.each([
    { fields: { name: "" }, path: "name", because: "it has a name" },
    { fields: { switch: "two words" }, path: "switch", because: "the switch's name is plain" },
    { fields: { format: "xml" }, path: "format", because: "the layout is known" },
    { fields: { timeZone: "Mars/Olympus" }, path: "timeZone", because: "the zone exists" },
    { fields: { billableFrom: "billusec" }, path: "billableFrom", because: "Asterisk has no microseconds" },
    { fields: { billableFrom: "end-answer" }, path: "billableFrom", because: "stamps cut to seconds are not billed" },
    { fields: { billedLeg: "c" }, path: "billedLeg", because: "there are two legs" },
    { fields: { customerBy: "name" }, path: "customerBy", because: "nobody is found by name" },
    { fields: { vendorBy: "name" }, path: "vendorBy", because: "no vendor is found by name" },
    { fields: { numberState: "RAW" }, path: "numberState", because: "dialled or translated" },
    { fields: { cliField: "x".repeat(101) }, path: "cliField", because: "a field's name is short" },
    { fields: { cldField: 5 }, path: "cldField", because: "a field's name is text" },
    {
      fields: { normalise: { internationalPrefix: "+00" } },
      path: "normalise.internationalPrefix",
      because: "digits only",
    },
    {
      fields: { normalise: { nationalPrefix: "0" } },
      path: "normalise.countryCode",
      because: "a national number needs it",
    },
    { fields: { columns: { tariff: "x" } }, path: "columns.tariff", because: "there is no such role" },
    { fields: { csv: { separator: "x" } }, path: "csv.separator", because: "not a separator" },
    { fields: { colour: "red" }, path: "colour", because: "there is no such field" },
  ])("is refused where $because", async ({ fields, path }) => {
    const reply = await office("POST", "/cdr-sources", body(fields));
    expect([reply.status, faults(reply)]).toEqual([422, [path]]);
  });

  it.each([
    {
      fields: { columns: {} },
      paths: ["columns.callId", "columns.cld", "columns.setup", "columns.duration"],
      because: "columns are needed",
    },
    {
      fields: { csv: { header: false } },
      paths: Object.keys(genericColumns).map((role) => `columns.${role}`),
      because: "without a header, columns are positions",
    },
  ])("of generic CSV is refused where $because", async ({ fields, paths }) => {
    const reply = await office("POST", "/cdr-sources", generic(fields));
    expect([reply.status, faults(reply).sort()]).toEqual([422, [...paths].sort()]);
  });

  it("names every wrong field at once", async () => {
    const reply = await office(
      "POST",
      "/cdr-sources",
      body({ name: "", timeZone: "x", billedLeg: "x", csv: { timeFormat: "" } }),
    );
    expect(new Set(faults(reply))).toEqual(new Set(["name", "timeZone", "billedLeg", "csv.timeFormat"]));
  });

  it("is read with intake:read and changed with intake:write", async () => {
    const reader = await staff(["intake:read"]);
    expect((await reader("GET", "/cdr-sources")).status).toBe(200);
    expect((await reader("POST", "/cdr-sources", body())).status).toBe(403);
    const other = await staff(["calls:read"]);
    expect((await other("GET", "/cdr-sources")).status).toBe(403);
  });
});
