import { type FileAddress, getFile, putFile, removeFile } from "../platform/files.ts";
import type { Logo } from "./logo.ts";

const logoFile = ({ digest }: Logo): FileAddress => ({ bucket: "files", key: `branding/${digest}` });

export const putLogo = (logo: Logo, bytes: Uint8Array): Promise<void> => putFile(logoFile(logo), bytes, logo.type);

/** Undefined where it was just taken away. */
export const logoBytes = (logo: Logo): Promise<Uint8Array | undefined> => getFile(logoFile(logo));

export const removeLogo = (logo: Logo): Promise<void> => removeFile(logoFile(logo));
