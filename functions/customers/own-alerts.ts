import * as z from "zod";
import { customerFields } from "./customer.ts";

/** When a customer is written to about its balance: what it may say itself. */
export const OwnAlerts = z
  .strictObject({
    /** Below this balance it is written to, once until the balance was above it again; null: never. */
    lowBalanceThreshold: customerFields.lowBalanceThreshold,
    /** Percentages of the credit limit at which it is written to, once a crossing. */
    creditAlertPercents: customerFields.creditAlertPercents,
  })
  .meta({ id: "OwnAlerts" });
export type OwnAlerts = z.output<typeof OwnAlerts>;

export const alertsIn = ({ lowBalanceThreshold, creditAlertPercents }: OwnAlerts): OwnAlerts => ({
  lowBalanceThreshold,
  creditAlertPercents,
});
