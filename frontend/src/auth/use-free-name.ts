import type { FormHandle } from "../ui/schema-form.ts";
import { useTaken } from "../ui/use-taken.ts";
import { useMay } from "./use-may.ts";

/** 3–30 letters and digits: what the schemas of all who sign in ask of a user name. */
const soundName = /^[0-9A-Za-z]{3,30}$/;

/** The form's fields; the one of the user name says while it is typed when it is somebody's. Its own is not asked for. */
// biome-ignore lint/suspicious/noExplicitAny: a form of whoever signs in
export function useFreeName({ field, form }: FormHandle<any>): typeof field {
  const mayAsk = useMay("customers:write");
  const { username }: { username: string } = form.getValues();
  const own: string = form.getInitialValues().username;
  const isNew = soundName.test(username) && username.toLowerCase() !== own.toLowerCase();
  return useTaken(field, mayAsk && isNew ? { path: "/api/v1/user-names/check", query: { username } } : undefined);
}
