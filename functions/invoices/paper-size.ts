import * as z from "zod";

/** Apart from invoices, because the settings know it and everything knows the settings. */
export const PaperSize = z.enum(["A4", "LETTER"], "Must be A4 or LETTER.");
