import type { Permission } from "../auth/access.ts";

/** What alerts can be about. Without a schema, so that a page may say it without loading the library for schemas. */

interface Kind {
  title: string;
  /** When it is raised, for people. */
  about: string;
  /** Who may see it, beside whose it is. */
  needs: Permission;
}

export const alertKinds = {
  LOW_BALANCE: {
    title: "Low balance",
    about: "What a customer has left for calls is below its threshold.",
    needs: "money:read",
  },
  CREDIT_USED: {
    title: "Credit used",
    about: "A customer has used one of the percentages of its credit that are told of; each is a cause of its own.",
    needs: "money:read",
  },
  DAILY_SPEND: {
    title: "Spend of the day",
    about: "A customer has spent 80 % of its daily cap; at the cap its calls are refused.",
    needs: "money:read",
  },
  OVERDUE: {
    title: "Overdue invoices",
    about: "A customer has not paid an invoice by its due day.",
    needs: "money:read",
  },
  VENDOR_LOW_BALANCE: {
    title: "Low balance at a vendor",
    about: "What is left at a vendor is below its threshold.",
    needs: "vendors:read",
  },
  UNRATED_CDRS: {
    title: "CDRs in suspense",
    about: "Records wait because they could not be charged, one alert for each reason.",
    needs: "intake:read",
  },
  SOURCE_SILENT: {
    title: "Source silent",
    about: "No CDR has come from a source for longer than it is used to.",
    needs: "intake:read",
  },
  NUMBER_GAP: {
    title: "Missing numbers",
    about:
      "Running numbers of a switch (Asterisk's sequence, VOS's flowNo) are missing, today or in the two days before.",
    needs: "intake:read",
  },
  ASR_DROP: {
    title: "ASR fell",
    about: "Of all calls, or those of a customer, fewer are answered than in the seven days before.",
    needs: "calls:read",
  },
  VENDOR_ASR_DROP: {
    title: "ASR of a vendor fell",
    about: "Of the calls that a vendor took, fewer are answered than in the seven days before.",
    needs: "vendors:read",
  },
  LOSS_CALLS: {
    title: "Calls at a loss",
    about:
      "Calls of a customer cost more than they brought, one alert for each day; today and yesterday are looked at.",
    needs: "vendors:read",
  },
  SPEND_SPIKE: {
    title: "Unusual spend",
    about: "A customer spends far more within an hour than it is used to, or is suspended for that.",
    needs: "money:read",
  },
  TEST_NUMBER: {
    title: "Test number tried",
    about: "A customer tried to call a number on the list of test numbers, one alert for each day.",
    needs: "calls:read",
  },
  LEDGER_FAULT: {
    title: "Ledger check",
    about: "The last check of the ledger that is over found something.",
    needs: "money:read",
  },
} as const satisfies Record<string, Kind>;
