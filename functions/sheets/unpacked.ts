import { SheetUnreadable } from "./sheet-unreadable.ts";

/** Limits that hold while a file is unpacked; what it says of its own size counts for nothing. */

const largestUnpacked = 512_000_000;
/** Sheets that people write pack to a tenth. */
const highestRatio = 100;
/** Below this a ratio says nothing: short and repetitive files pack better. */
const ratioFrom = 16_000_000;

/** Counts unpacked bytes against the file's own size and against the limit. */
export interface Meter {
  add(bytes: number): void;
}

/** @param fileBytes size of the file as it was sent; a function where that is known only in the end */
export function unpackMeter(fileBytes: () => number): Meter {
  let sum = 0;
  return {
    add: (bytes) => {
      sum += bytes;
      if (sum > largestUnpacked)
        throw new SheetUnreadable("TOO_LARGE", `Unpacked, the sheet is larger than ${largestUnpacked / 1_000_000} MB.`);
      if (sum > ratioFrom && sum > fileBytes() * highestRatio)
        throw new SheetUnreadable("TOO_LARGE", `The file unpacks to more than ${highestRatio} times its size.`);
    },
  };
}
