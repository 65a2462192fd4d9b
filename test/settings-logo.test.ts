import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: the logo is that of every page. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-logo` }));

import { env } from "../functions/platform/env.ts";
import { exported } from "./exports/world.ts";
import { type Caller, send, staff } from "./support/api.ts";
import { faultsOf } from "./support/customers.ts";
import { aJpeg, aPng } from "./support/picture.ts";
import { createTable } from "./support/table.ts";

let admin: Caller;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  admin = await staff();
});

const branding = async () => (await send("GET", "/api/v1/branding")).body;
const putLogo = (bytes: Uint8Array) => admin("PUT", "/settings/logo", bytes);

/** The newest change of the settings, as the audit tells it. */
async function lastChange() {
  const entries = (await admin("GET", "/audit?limit=200")).body.items;
  return entries.find(({ action }: { action: string }) => action === "settings.change");
}

/** A PDF file that the logo heads, byte by byte. */
async function pdfOfCustomers(): Promise<string> {
  const { file } = await exported(admin, { format: "pdf", kind: "customers", filter: {} });
  if (!file) throw new Error("no file");
  return file.toString("latin1");
}

describe("the logo", () => {
  it("is shown to everybody and drawn into PDF files, until it is taken away", async () => {
    const picture = aPng({ width: 120, height: 40 });
    const saved = await putLogo(picture);
    expect([saved.status, saved.body.logo]).toEqual([
      200,
      {
        type: "image/png",
        bytes: picture.length,
        width: 120,
        height: 40,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(await lastChange()).toMatchObject({ before: { logo: null }, after: { logo: { width: 120 } } });
    const { logo } = await branding();
    const shown = await send("GET", logo);
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(await pdfOfCustomers()).toContain("/Subtype /Image");
    expect((await putLogo(aJpeg(200 * 1024))).body.logo).toMatchObject({ type: "image/jpeg", bytes: 200 * 1024 });
    expect((await branding()).logo).not.toBe(logo);
    expect(await pdfOfCustomers()).toContain("/DCTDecode");
    expect((await admin("DELETE", "/settings/logo")).body.logo).toBeNull();
    expect((await branding()).logo).toBeNull();
    expect((await send("GET", logo)).status).toBe(404);
    expect(await pdfOfCustomers()).not.toContain("/Subtype /Image");
  });

  it.each([
    { bytes: aPng({ width: 2001, height: 1 }), because: "too wide" },
    { bytes: aPng({ width: 10, height: 10, lines: 9 }), because: "a line is missing" },
    { bytes: aPng({ width: 10, height: 10, lines: 11 }), because: "a line too many" },
    { bytes: aPng({ width: 10, height: 10, interlaced: true }), because: "interlaced" },
    { bytes: aPng({ width: 10, height: 10 }).subarray(0, 40), because: "cut off" },
    { bytes: aJpeg().subarray(0, -1), because: "a JPEG that is cut off" },
    { bytes: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), because: "an SVG can run scripts" },
    { bytes: aJpeg(200 * 1024 + 1), because: "one byte too much" },
    { bytes: Buffer.alloc(0), because: "empty" },
  ])("is refused and the one before stays: $because", async ({ bytes }) => {
    const before = (await branding()).logo;
    const reply = await putLogo(bytes);
    expect([reply.status, faultsOf(reply)]).toEqual([422, ["logo"]]);
    expect((await branding()).logo).toBe(before);
  });

  it("is changed by nobody without the right to, and in nobody's name who saw older settings", async () => {
    const clerk = await staff(["settings:read"]);
    expect((await clerk("PUT", "/settings/logo", {})).status).toBe(403);
    expect((await clerk("DELETE", "/settings/logo")).status).toBe(403);
    const late = await admin("DELETE", "/settings/logo", undefined, { headers: { "if-match": '"0"' } });
    expect(late.status).toBe(409);
  });
});
