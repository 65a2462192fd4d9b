import { describe, expect, it } from "vitest";
import { partUrl } from "../functions/platform/file-parts.ts";
import {
  announceFile,
  downloadUrl,
  type FileAddress,
  fileExists,
  fileFacts,
  getFile,
  putFile,
  streamFile,
  uploadUrl,
} from "../functions/platform/files.ts";

const fresh = (): FileAddress => ({ bucket: "uploads", key: `rate-sheets/${crypto.randomUUID()}` });
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe("files", () => {
  it("come back as they were put, whole and from an offset", async () => {
    const file = fresh();
    await putFile(file, "0123456789", "text/csv");
    expect(text(await getFile(file))).toBe("0123456789");
    const rest = await streamFile(file, { fromByte: 4 });
    expect(text(Buffer.concat((await rest?.toArray()) ?? []))).toBe("456789");
    expect((await fileFacts(file))?.bytes).toBe(10);
  });

  it("that do not exist are undefined, not an error", async () => {
    const file = fresh();
    expect(await getFile(file)).toBeUndefined();
    expect(await streamFile(file)).toBeUndefined();
    expect(await fileExists(file)).toBe(false);
  });

  it("go up by a signed URL with a body that was unknown when it was signed", async () => {
    const file = fresh();
    const reply = await fetch(await uploadUrl(file), { method: "PUT", body: "prefix,price\n44,0.01\n" });
    expect(reply.status).toBe(200);
    expect(text(await getFile(file))).toBe("prefix,price\n44,0.01\n");
    expect((await fetch(await uploadUrl(file))).status).toBe(403);
  });

  it("come down by a signed URL as an attachment with a harmless name", async () => {
    const file = fresh();
    await putFile(file, "x", "text/csv");
    const reply = await fetch(await downloadUrl(file, 'a"b\n.csv'));
    expect(await reply.text()).toBe("x");
    expect(reply.headers.get("content-disposition")).toBe('attachment; filename="a_b_.csv"');
  });

  it("are put for ten minutes and fetched for five, by whoever has their address", async () => {
    const secondsOf = (url: string) => new URL(url).searchParams.get("X-Amz-Expires");
    const urls = [uploadUrl(fresh()), partUrl(fresh(), "upload", 1), downloadUrl(fresh(), "a.csv")];
    expect((await Promise.all(urls)).map(secondsOf)).toEqual(["600", "600", "300"]);
  });

  it("keep their content when they are announced again", async () => {
    const file = fresh();
    await putFile(file, "x", "text/csv");
    await announceFile(file);
    expect(text(await getFile(file))).toBe("x");
  });
});
