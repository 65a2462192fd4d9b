import type { ListName } from "../../../functions/translation/rule-list.ts";

export type RuleListName = ListName;

interface ListWords {
  /** Tab and table. */
  title: string;
  /** What the list is for, in a sentence. */
  purpose: string;
  /** Label of the number that is tried. */
  tried: string;
}

const asOnDid = "of calls that arrive on a DID of this customer, before its device gets them.";

/** The five lists by the last part of their page's address, in the manual's order. */
export const ruleLists: Record<string, { list: RuleListName } & ListWords> = {
  "source-rules": {
    list: "source",
    title: "Source number translation",
    purpose: "Changes or refuses the caller's number of calls from this customer.",
    tried: "Caller's number",
  },
  "destination-rules": {
    list: "destination",
    title: "Destination number translation",
    purpose:
      "Changes or refuses the called number of calls from this customer. The result is what is rated and routed.",
    tried: "Called number",
  },
  "did-source-rules": {
    list: "did-source",
    title: "DID source number translation",
    purpose: `Changes or refuses the caller's number ${asOnDid}`,
    tried: "Caller's number",
  },
  "did-destination-rules": {
    list: "did-destination",
    title: "DID destination number translation",
    purpose: `Changes or refuses the called number ${asOnDid}`,
    tried: "Called number",
  },
  "cli-rules": {
    list: "cli",
    title: "CLI by destination",
    purpose:
      "Sets the caller ID by the translated destination, after both translations. Used only where the customer's switch for it is on; no rule leaves the caller ID as it is.",
    tried: "Translated destination",
  },
};
