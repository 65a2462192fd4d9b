import { closing, common } from "./did-mails.ts";

/** What is written to people of the operator and to resellers about what should not stay as it is. */
export const alertMails = {
  LEDGER_ALARM: {
    title: "Ledger check",
    about: "To the e-mail of the support, when a check of the ledger finds something.",
    address: null,
    switchable: false,
    secret: false,
    fields: { ...common, check: "chk_01J…", count: "1", first: "BALANCE_NOT_LEDGER of C00000001" },
    subject: "{{operator}}: the ledger check found {{count}} faults",
    text: `The check {{check}} found {{count}} faults, the first of them {{first}}. See the page Ledger check.${closing}`,
  },
  ALERT: {
    title: "Alert",
    about: "When an alert is raised, to everybody who chose its kind on the page Alerts; once for each cause.",
    address: null,
    switchable: false,
    secret: false,
    fields: {
      ...common,
      title: "Source silent",
      text: "kam1: no CDR since 2026-01-31 08:10 UTC; it is silent after 60 minutes.",
      page: "/intake/src_01J…",
      at: "2026-01-31 09:30 UTC",
    },
    subject: "{{operator}}: {{title}}",
    text: `{{text}}\n\nRaised at {{at}}. See {{page}} and the page Alerts, where you choose which of them come by e-mail.${closing}`,
  },
} as const;
