import type * as z from "zod";
import { CdrSource } from "./source.ts";
import { SourceSummary } from "./source-summary.ts";

/** A source, and how its deliveries stand. */
export const SourceView = CdrSource.extend(SourceSummary.omit({ source: true }).shape).meta({ id: "CdrSourceView" });
export type SourceView = z.infer<typeof SourceView>;
