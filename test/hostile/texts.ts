/** Texts that markup, a spreadsheet, a template, a mail's header, a terminal or a database might take for more than text. */

/** Marks what would run or be an element, so that a page can be asked for it. */
const image = "<img src=x data-evil onerror=ran(99)>";

/** From the longest to the shortest: what is too long for a field is followed by the next. All begin as formulas do. */
export const asText: readonly string[] = [
  `=HYPERLINK("//evil.invalid","x")${image}{{7*7}}\${7*7}<%= 7 %>\u202egpj.exe\u2066`,
  "@<b>x{{1}}",
  "../../x.csv",
  "=1",
];

/** Each goes to every field: a line of a mail's header, what no text may hold, and more than any field takes. */
export const beyondText: readonly string[] = [
  "x\r\nBcc: evil@evil.invalid\r\nContent-Type: text/html\r\n\r\n<b>x</b>",
  "a\u0000b\ud800c",
  "=".padEnd(20_000, "<x>"),
];

/** Control characters but those of lines, and halves of characters: no field keeps them. */
export const unwritable = /[^\P{Cc}\n\r\t]|\p{Cs}/u;
