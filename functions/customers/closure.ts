import * as z from "zod";
import { SecondFactor } from "../auth/second-factor.ts";
import { CustomerStatus } from "./customer.ts";

/** What a closed customer was besides what its own item still says: kept so that the closing can be undone. */
export const Closure = z.object({
  /** The status that it goes back to. */
  status: CustomerStatus.exclude(["CLOSED"]),
  /** Hash of the web password. */
  passwordHash: z.string(),
  /** Counts on when the login comes back, so that no session from before lives on. */
  authVer: z.int(),
  /** The second factor that was in use, sealed to the user name of then. */
  secondFactor: SecondFactor.nullable().default(null),
});
export type Closure = z.infer<typeof Closure>;
