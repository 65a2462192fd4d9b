import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, valid } from "../platform/http.ts";
import { placeIn } from "../platform/pages.ts";
import { SuspendedView, suspendedView } from "./suspended.ts";
import { SuspensePlace } from "./suspense-page.store.ts";
import { type ActReport, type Chosen, takeBackAll, takeBackOne, writeOffAll, writeOffOne } from "./write-off.flow.ts";
import { NewTakeBacks, NewWriteOff, NewWriteOffs } from "./write-off.ts";

const ActReply = z
  .object({
    /** Records that were written off, or taken back. */
    changed: z.number().int(),
    /** Records of the choice that were left as they are: gone, in that state already, or come after it began. */
    left: z.number().int(),
    /** Whether some were not come to in the time of one answer. */
    more: z.boolean(),
    /** Where to go on, with `more`. */
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "SuspenseWriteOff" });

const Place = z.object({
  place: SuspensePlace,
  until: z.iso.datetime(),
});

const chosenOf = ({ cursor, ...asked }: NewTakeBacks): Chosen => {
  const from = placeIn(Place, decodeCursor(cursor));
  return { ...asked, ...(from ? { from } : {}) };
};

const replyOf = ({ changed, left, next }: ActReport): z.infer<typeof ActReply> => ({
  changed,
  left,
  more: next !== undefined,
  nextCursor: encodeCursor(next && { ...next }),
});

export const writeOffRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .post(
    "/suspense/write-off",
    doc("Write off waiting CDRs, some or all of a filter, with a reason", ActReply),
    may("money:write"),
    valid("json", NewWriteOffs),
    async (c) => {
      const { note, ...asked } = c.req.valid("json");
      return c.json(replyOf(await writeOffAll(chosenOf(asked), note, signedIn(c))));
    },
  )
  .post(
    "/suspense/take-back",
    doc("Take back CDRs that were written off, some or all of a filter", ActReply),
    may("money:write"),
    valid("json", NewTakeBacks),
    async (c) => c.json(replyOf(await takeBackAll(chosenOf(c.req.valid("json")), signedIn(c)))),
  )
  .post(
    "/suspense/:id/write-off",
    doc("Write off one waiting CDR with a reason", SuspendedView),
    may("money:write"),
    valid("json", NewWriteOff),
    async (c) => c.json(suspendedView(await writeOffOne(c.req.param("id"), c.req.valid("json").note, signedIn(c)))),
  )
  .post(
    "/suspense/:id/take-back",
    doc("Take back a CDR that was written off", SuspendedView),
    may("money:write"),
    async (c) => c.json(suspendedView(await takeBackOne(c.req.param("id"), signedIn(c)))),
  );
