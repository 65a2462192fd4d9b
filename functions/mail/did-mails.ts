/** What is written of numbers whose rent is not covered, with what every mail has in common. */

/** What every mail knows. */
export const common = { operator: "Example Telecom", support: "support@example.net", customer: "Acme Voice" };
export const closing = "\n\n{{operator}}\n{{support}}";

const did = {
  ...{ account: "C00000001", currency: "EUR", number: "442079460018", amount: "2.50" },
  ...{ since: "2026-01-01", suspend: "2026-01-08", release: "2026-02-07" },
};

export const didMails = {
  DID_UNPAID: {
    title: "DID: rent is not covered",
    about: "When balance and credit do not cover what is due for a number. Its days of grace begin.",
    address: "billing",
    switchable: true,
    secret: false,
    fields: { ...common, ...did },
    subject: "{{number}}: {{amount}} {{currency}} are not covered",
    text: `Dear {{customer}},\n\nthe balance of account {{account}} does not cover what is due for your number {{number}} ({{amount}} {{currency}}). Without a payment, callers will not reach you at it from {{suspend}} on.${closing}`,
  },
  DID_SUSPENDED: {
    title: "DID: suspended",
    about: "When the days of grace for unpaid rent are over: callers are refused.",
    address: "billing",
    switchable: true,
    secret: false,
    fields: { ...common, ...did },
    subject: "{{number}} is suspended",
    text: `Dear {{customer}},\n\nwhat is due for your number {{number}} has not been covered since {{since}}: callers do not reach you at it any more. As soon as {{amount}} {{currency}} are there it works again. Without a payment you lose the number on {{release}}.${closing}`,
  },
  DID_RELEASED: {
    title: "DID: taken back",
    about: "When a number was suspended for too long and is taken back into stock.",
    address: "billing",
    switchable: true,
    secret: false,
    fields: { ...common, ...did },
    subject: "{{number}} is no longer yours",
    text: `Dear {{customer}},\n\nwhat is due for the number {{number}} was not covered since {{since}}. It was taken back.${closing}`,
  },
} as const;
