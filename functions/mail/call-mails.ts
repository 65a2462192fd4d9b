import { closing, common } from "./did-mails.ts";

/** What is written to customers of the files of their calls. */
export const callMails = {
  CALL_FILE: {
    title: "Calls of a day",
    about: "When the file of a day's calls is there, to the addresses that the customer's call files name.",
    address: null,
    switchable: true,
    secret: false,
    fields: {
      ...common,
      account: "C00000001",
      day: "2026-01-31",
      file: "calls-C00000001-2026-01-31.csv",
      calls: "1204",
      charge: "18.35 EUR",
      replaces: "It takes the place of the file that came before.",
      until: "2026-03-02",
      link: "https://billing.example.net/portal/call-files",
    },
    subject: "{{operator}}: calls of {{day}}",
    text: `Dear {{customer}},\n\nthe file of your calls of {{day}} is there: {{file}}, {{calls}} calls, {{charge}}. {{replaces}}\n\nFetch it here, after signing in, until {{until}}:\n\n{{link}}${closing}`,
  },
} as const;
