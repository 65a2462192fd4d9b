/** `calls`, `prefixes`, `deliveries`: more than one of what an English word names. */
export const pluralOf = (word: string): string =>
  /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;

/** `1 call`, `0 calls`, `1,250 calls`: a figure with its word, for people. @param many where the rule does not make it */
export const counted = (count: number, word: string, many = pluralOf(word)): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? word : many}`;
