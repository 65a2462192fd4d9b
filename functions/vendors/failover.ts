import * as z from "zod";
import { rule } from "../customers/customer-fields.ts";

/** After which answers of a gateway the next one of the route is tried. */

/** The outcome of the one who was called: no other carrier would bring another. */
const neverFailover: readonly number[] = [486, 487, 600, 603, 604];
/** The same as ITU-T Q.850 has it: normal clearing, user busy, call rejected. */
export const neverFailoverQ850: readonly number[] = [16, 17, 21];

/** 408 counts only before the far end rang. */
export const usualFailover: readonly number[] = [401, 402, 403, 404, 408, 410, 480, 483, 488, 500, 501, 502, 503, 504];
/** No route to the destination; channel unacceptable. */
export const usualFailoverQ850: readonly number[] = [3, 6];

const causes = (least: number, most: number, never: readonly number[], name: string) =>
  z
    .array(
      z
        .int({ error: rule(`Must be whole numbers from ${least} to ${most}.`) })
        .min(least, `Must be from ${least} to ${most}.`)
        .max(most, `Must be from ${least} to ${most}.`)
        .refine((code) => !never.includes(code), {
          error: ({ input }) =>
            `${String(input)} is the called party's own outcome; ${name} never sends the call elsewhere.`,
        }),
    )
    .max(60, "Must be at most 60 codes.")
    .overwrite((codes) => [...new Set(codes)].sort((a, b) => a - b));

export const failoverFields = {
  failoverSipCodes: causes(300, 699, neverFailover, "it").meta({
    title: "SIP codes after which the next gateway is tried",
    description: "408 counts only before ringing. Never 486, 487, 600, 603 or 604: they are the called party's own.",
  }),
  failoverCauses: causes(1, 127, neverFailoverQ850, "it").meta({
    title: "Q.850 causes after which the next gateway is tried",
  }),
};
