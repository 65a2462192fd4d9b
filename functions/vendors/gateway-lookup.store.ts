import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { getMany } from "../platform/table.ts";
import { anySource } from "./gateway.store.ts";
import { aliasText } from "./gateway.ts";

/** Whose a name of a CDR is, for a whole batch of calls, in as few reads as there are hundreds of names. */

const Alias = z.object({ pk: z.string(), vendorId: z.string(), gatewayId: z.string() });

export interface NamedIn {
  /** Id of the CDR source. */
  source: string;
  name: string;
}

/** By `source`, line feed, `name`: an alias of the source goes before one of all sources. Names of nobody are left out. */
export async function gatewaysNamed(asked: readonly NamedIn[]) {
  const keysOf = ({ source, name }: NamedIn) => [source, anySource].map((of) => keys.gatewayAlias(of, aliasText(name)));
  const found = new Map(
    (await getMany(asked.flatMap(keysOf))).map((item) => Alias.parse(item)).map((alias) => [alias.pk, alias]),
  );
  return new Map(
    asked.flatMap((one) => {
      const [alias] = keysOf(one).flatMap(({ pk }) => found.get(pk) ?? []);
      return alias ? [[`${one.source}\n${one.name}`, alias] as const] : [];
    }),
  );
}
