import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import type { Principal } from "../auth/access.ts";
import { Problem } from "../platform/problem.ts";
import { applySettings } from "./change-settings.flow.ts";
import { putLogo, removeLogo } from "./logo.store.ts";
import { type Logo, mostLogoBytes, pictureOf } from "./logo.ts";
import type { Settings } from "./settings.ts";

const refused = (message: string) =>
  new Problem("invalid", "Please correct: logo.", { fields: [{ path: "logo", message }] });

/** Whether all lines of the picture are there: each is a filter byte and its pixels. */
function isWhole(packed: Uint8Array[], bytes: number): boolean {
  try {
    return inflateSync(Buffer.concat(packed), { maxOutputLength: bytes }).length === bytes;
  } catch {
    return false;
  }
}

/**
 * @param owner account of the reseller whose it is; empty: the operator
 * @throws Problem invalid for what is no whole PNG or JPEG of at most 200 KB
 */
export function logoOf(bytes: Uint8Array, owner = ""): Logo {
  if (bytes.length > mostLogoBytes) throw refused(`Must be at most ${mostLogoBytes / 1024} KB.`);
  const picture = pictureOf(bytes);
  const isSound =
    picture?.type === "image/jpeg" ||
    (picture !== undefined && isWhole(picture.packed, picture.height * (1 + picture.rowBytes)));
  if (!picture || !isSound)
    throw refused("Must be a whole PNG or JPEG picture, not interlaced, at most 2000 pixels wide and high.");
  const { type, width, height } = picture;
  return {
    type,
    width,
    height,
    bytes: bytes.length,
    digest: createHash("sha256").update(owner).update(bytes).digest("hex"),
  };
}

/**
 * Puts a logo in the place of the one before. The file is there before the settings name it, and the former one goes
 * after they no longer do.
 * @throws Problem invalid for another kind of file, conflict when the settings changed meanwhile
 */
export async function setLogo(seen: Settings, bytes: Uint8Array, actor: Principal, at: number): Promise<Settings> {
  const logo = logoOf(bytes);
  await putLogo(logo, bytes);
  const next = await applySettings(seen, { logo }, actor, at);
  if (seen.logo && seen.logo.digest !== logo.digest) await removeLogo(seen.logo);
  return next;
}

export async function dropLogo(seen: Settings, actor: Principal, at: number): Promise<Settings> {
  if (!seen.logo) return seen;
  const next = await applySettings(seen, { logo: null }, actor, at);
  await removeLogo(seen.logo);
  return next;
}
