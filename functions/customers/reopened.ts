import * as z from "zod";
import { CustomerReply } from "./customer-request.ts";

/** Who has something now, for those who may see it. */
export const Holder = z.object({ account: z.string(), company: z.string() });
export type Holder = z.infer<typeof Holder>;

/** Something that a closed customer had and that somebody else took since. */
export const Taken = z
  .object({
    what: z.enum(["USERNAME", "CODE", "IP_DEVICE", "SIP_DEVICE"]),
    /** The name, code, network or login. */
    value: z.string(),
    /** Null for a caller who may not see whose it is, and for a name of the staff. */
    holder: Holder.nullable(),
    /** The same as a sentence for a person. */
    message: z.string(),
  })
  .meta({ id: "TakenSince" });
export type Taken = z.infer<typeof Taken>;

/** What came back when a closing was undone. */
export const Reopened = z
  .object({
    customer: CustomerReply,
    /** Devices that came back, by this request. */
    ipDevices: z.int(),
    sipDevices: z.int(),
    /** What did not. A device that is taken is kept, and comes back when this is asked again after it is free. */
    taken: z.array(Taken),
  })
  .meta({ id: "ReopenedCustomer" });
export type Reopened = z.infer<typeof Reopened>;

export function taken(what: Taken["what"], value: string, holder: Holder | null): Taken {
  const whose = holder ? `now belongs to ${holder.company} (${holder.account})` : "is in use by now";
  return { what, value, holder, message: `${value} ${whose}.` };
}
