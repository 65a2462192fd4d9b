/**
 * Files whose sending was begun in parts and not ended, as this browser remembers them, so that it goes on where it was
 * after a reload. The bucket knows which parts are there; a browser may not open a file again without being asked.
 */

export interface BegunFile {
  /** Of the upload. */
  id: string;
  source: string;
  name: string;
  size: number;
  /** Epoch ms, by which the same name and size are known to be the same file. */
  lastModified: number;
}

const place = "switchbook.begun-files";

const isBegun = (value: unknown): value is BegunFile =>
  typeof value === "object" && value !== null && "id" in value && "name" in value && "size" in value;

/** None where the browser keeps nothing, or something else lies there. */
export function begunFiles(): BegunFile[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isBegun) : [];
  } catch {
    return [];
  }
}

/** Older ones are forgotten: after a week their parts are gone. */
const mostKept = 20;

function keep(files: readonly BegunFile[]): void {
  try {
    localStorage.setItem(place, JSON.stringify(files.slice(-mostKept)));
  } catch {
    // Where nothing can be kept a reload begins anew.
  }
}

export const forgetFile = (id: string): void => keep(begunFiles().filter((one) => one.id !== id));

export const rememberFile = (file: BegunFile): void => keep([...begunFiles().filter(({ id }) => id !== file.id), file]);

/** What was begun of this very file for this source. */
export const begunOf = (source: string, { name, size, lastModified }: File): BegunFile | undefined =>
  begunFiles().find(
    (one) => one.source === source && one.name === name && one.size === size && one.lastModified === lastModified,
  );
