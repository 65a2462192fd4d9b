import { describe, expect, it } from "vitest";
import { seal, unseal } from "../functions/platform/secret.ts";

const key = { pk: "ACC#1", sk: "SIPDEV#1" };
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

describe("a sealed text", () => {
  it("opens for its own item and is another one each time", () => {
    const sealed = seal("s3cret ü", key);
    expect(unseal(sealed, key)).toBe("s3cret ü");
    expect(seal("s3cret ü", key)).not.toBe(sealed);
    expect(sealed).not.toContain("s3cret");
  });

  it.each([
    { other: { ...key, sk: "SIPDEV#2" }, because: "of the same account" },
    { other: { ...key, pk: "ACC#2" }, because: "of another account" },
  ])("does not open for another item $because", ({ other }) => {
    expect(() => unseal(seal("s3cret", key), other)).toThrow();
  });

  it("does not open after any change of one character, nor cut, nor with something behind it", () => {
    const sealed = seal("s3cret", key);
    for (let at = 0; at < sealed.length; at++) {
      const other = sealed[at] === "A" ? "B" : "A";
      expect(() => unseal(sealed.slice(0, at) + other + sealed.slice(at + 1), key)).toThrow();
      expect(() => unseal(sealed.slice(0, at), key)).toThrow();
    }
    for (const more of ["A", ".", ".A", `.${sealed}`]) expect(() => unseal(sealed + more, key)).toThrow();
  });

  it("opens in the spelling in which it was written, and in no other of the same bytes", () => {
    // Of 34 bytes the last character carries two bits, so that sixteen characters stand for the same.
    const sealed = seal("s3cret", key);
    const bytesOf = (text: string) => Buffer.from(text.split(".")[2] ?? "", "base64url");
    const spellings = [
      ...[...alphabet].map((last) => sealed.slice(0, -1) + last),
      ...["=", "==", " ", "\n", "!"].map((more) => sealed + more),
      sealed.replaceAll("-", "+"),
      sealed.replaceAll("_", "/"),
      sealed.replaceAll(".", ".\n"),
    ].filter((one) => one !== sealed);
    const same = spellings.filter((one) => bytesOf(one).equals(bytesOf(sealed)));
    expect(same.length).toBeGreaterThanOrEqual(20);
    for (const one of spellings) expect(() => unseal(one, key)).toThrow();
    expect(unseal(sealed, key)).toBe("s3cret");
  });
});
