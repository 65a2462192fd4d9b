import { Hono } from "hono";
import type { Principal } from "../auth/access.ts";
import { type AuthVariables, signedIn, signedInOnly } from "../auth/may.guard.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { alertMailsOf, alertPage, keepAlertMails } from "./alert.store.ts";
import { Alert, AlertMails, AlertQuery, alertOf, type StoredAlertMails, seesAlert } from "./alert.ts";

const Query = PageQuery.extend(AlertQuery.shape);

/** Whose choice it is; undefined for machines and customers, who get none: a customer is told of its money by its own settings. */
function chooser({ id, kind, account }: Principal): Omit<StoredAlertMails, "kinds"> | undefined {
  if (kind === "admin") return { user: id, kind };
  return kind === "reseller" && account ? { user: account, kind } : undefined;
}

/** `/alerts`: what should not stay as it is, as far as it is the asker's to see. */
export const alertRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/alerts",
    doc("List open or closed alerts; a page may be short and have more behind it", pageOf(Alert)),
    signedInOnly,
    valid("query", Query),
    async (c) => {
      const { limit, cursor, state, kind, account } = c.req.valid("query");
      const principal = signedIn(c);
      const { alerts, after } = await alertPage(state, { limit, after: decodeCursor(cursor), kind });
      const fits = alerts.filter(
        (alert) =>
          seesAlert(principal, alert) &&
          (kind === undefined || alert.kind === kind) &&
          (account === undefined || alert.account === account),
      );
      return c.json({ items: fits.map(alertOf), nextCursor: encodeCursor(after) });
    },
  )
  .get("/alert-mails", doc("Say which alerts I get by e-mail", AlertMails), signedInOnly, async (c) =>
    c.json({ kinds: await alertMailsOf(chooser(signedIn(c))?.user) }),
  )
  .put(
    "/alert-mails",
    doc("Choose which alerts I get by e-mail", AlertMails),
    signedInOnly,
    valid("json", AlertMails),
    async (c) => {
      const { kinds } = c.req.valid("json");
      const by = chooser(signedIn(c));
      if (!by) throw new Problem("forbidden", "This is for people of the operator and for resellers.");
      await keepAlertMails({ ...by, kinds });
      return c.json({ kinds });
    },
  );
