const [which = 1, of = 1] = (process.env["SHARE"] ?? "1/1").split("/").map(Number);

/**
 * What of these is tried here: `SHARE=2/3` tries the second, the fifth, the eighth and so on, and `1/3` and `3/3` the others,
 * so that three processes side by side try each once. All of them where nothing is set.
 */
export const shareOf = <T>(all: readonly T[]): T[] => all.filter((_, n) => n % of === which - 1);

/** The least that a share of so many is. */
export const leastShare = (count: number): number => Math.floor(count / of);
