import { handle } from "hono/aws-lambda";
import { auditRoutes } from "../audit/audit.routes.ts";
import { apiKeyRoutes } from "../auth/api-key.routes.ts";
import { identify } from "../auth/identify.guard.ts";
import { open } from "../auth/may.guard.ts";
import { sessionRoutes } from "../auth/session.routes.ts";
import { httpApp } from "../platform/http.ts";
import { idempotent } from "../platform/idempotency.ts";
import { userRoutes } from "../users/user.routes.ts";

export const app = httpApp();
app.use(identify);
app.use("/api/v1/*", idempotent);
app.get("/health", open, (c) => c.json({ status: "ok" }));
// One line for each slice.
app.route("/api/v1", sessionRoutes);
app.route("/api/v1", apiKeyRoutes);
app.route("/api/v1", userRoutes);
app.route("/api/v1", auditRoutes);

export const handler = handle(app);
