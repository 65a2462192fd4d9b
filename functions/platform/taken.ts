import * as z from "zod";
import { FieldFault } from "./problem.ts";

/** What a save would refuse now because it is somebody else's already, by field; empty where all is free. */
export const Taken = z.object({ items: z.array(FieldFault) }).meta({ id: "TakenFields" });
