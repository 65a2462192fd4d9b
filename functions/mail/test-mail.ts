import * as z from "zod";
import { EmailAddress } from "../customers/customer-fields.ts";

/** A test mail that a person asks for. */
export const TestMail = z.strictObject({ to: EmailAddress.meta({ title: "To" }) }).meta({ id: "TestMail" });
