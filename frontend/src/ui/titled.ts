import * as z from "zod";

/** The label of a form's field whose schema has none of its own. */
export const titled = (title: string) => z.unknown().meta({ title });
