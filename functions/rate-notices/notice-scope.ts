import * as z from "zod";

/** What customers of a tariff are written when its prices change. Apart from notices, because rating reads tariffs. */
export const NoticeScope = z.enum(["OFF", "CHANGES", "FULL"], "Must be OFF, CHANGES or FULL.");
export type NoticeScope = z.infer<typeof NoticeScope>;
