/** `1 call`, `0 calls`, `1,250 calls`: a figure with its word, for people. @param many where an `s` does not make it */
export const counted = (count: number, word: string, many = `${word}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? word : many}`;
