import { handle } from "hono/aws-lambda";
import { identify } from "../auth/identify.guard.ts";
import { open } from "../auth/may.guard.ts";
import { httpApp } from "../platform/http.ts";

export const app = httpApp();
app.use(identify);
app.get("/health", open, (c) => c.json({ status: "ok" }));
// The slices, one line each: app.route("/api/v1", customerRoutes);

export const handler = handle(app);
