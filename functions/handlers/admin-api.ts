import { handle } from "hono/aws-lambda";
import { bodyLimit } from "hono/body-limit";
import * as z from "zod";
// biome-ignore lint/style/noRestrictedImports: the published document is data, written from these very routes
import document from "../../docs/api/openapi.json" with { type: "json" };
import { apiDocsRoutes } from "../api-docs/api-docs.routes.ts";
import { auditRoutes } from "../audit/audit.routes.ts";
import { apiKeyRoutes } from "../auth/api-key.routes.ts";
import { identify } from "../auth/identify.guard.ts";
import { open } from "../auth/may.guard.ts";
import { secondFactorRoutes } from "../auth/second-factor.routes.ts";
import { sessionRoutes } from "../auth/session.routes.ts";
import { bulkJobRoutes } from "../bulk-jobs/bulk-job.routes.ts";
import { callRoutes } from "../cdrs/call.routes.ts";
import { customerRoutes } from "../customers/customer.routes.ts";
import { customerStateRoutes } from "../customers/customer-state.routes.ts";
import { ipDeviceRoutes } from "../devices/ip-device.routes.ts";
import { sipDeviceRoutes } from "../devices/sip-device.routes.ts";
import { exportRoutes } from "../exports/export.routes.ts";
import { codeRoutes } from "../intake/code.routes.ts";
import { sampleRoutes } from "../intake/sample.routes.ts";
import { sourceRoutes } from "../intake/source.routes.ts";
import { uploadRoutes } from "../intake/upload.routes.ts";
import { ledgerRoutes } from "../ledger/ledger.routes.ts";
import { paymentRoutes } from "../payments/payment.routes.ts";
import { doc, httpApp } from "../platform/http.ts";
import { idempotent } from "../platform/idempotency.ts";
import { Problem } from "../platform/problem.ts";
import { rateLookupRoutes } from "../rating/rate-lookup.routes.ts";
import { replayRoutes } from "../replay/replay.routes.ts";
import { dialingRouteRoutes } from "../routing/dialing-route.routes.ts";
import { routeRoutes } from "../routing/route.routes.ts";
import { savedViewRoutes } from "../saved-views/saved-view.routes.ts";
import { settingsRoutes } from "../settings/settings.routes.ts";
import { suspenseRoutes } from "../suspense/suspense.routes.ts";
import { rateRoutes } from "../tariffs/rate.routes.ts";
import { rateImportRoutes } from "../tariffs/rate-import.routes.ts";
import { tariffRoutes } from "../tariffs/tariff.routes.ts";
import { translationRoutes } from "../translation/translation.routes.ts";
import { userRoutes } from "../users/user.routes.ts";

const Health = z.object({ status: z.literal("ok") }).meta({ id: "Health" });

/** Forms and lists of this API are small; files go to the bucket by pre-signed URL. */
const mostBytes = 256 * 1024;
const tooLarge = (): never => {
  throw new Problem("too_large", `A request may have at most ${mostBytes / 1024} KB.`);
};

export const app = httpApp();
app.use(bodyLimit({ maxSize: mostBytes, onError: tooLarge }));
app.use(identify);
app.use("/api/v1/*", idempotent);
app.get("/health", doc("Whether the system is there", Health), open, (c) => c.json({ status: "ok" }));
app.route("/api", apiDocsRoutes(document));
// One line for each slice.
app.route("/api/v1", sessionRoutes);
app.route("/api/v1", secondFactorRoutes);
app.route("/api/v1", apiKeyRoutes);
app.route("/api/v1", userRoutes);
app.route("/api/v1", auditRoutes);
app.route("/api/v1", settingsRoutes);
app.route("/api/v1", customerRoutes);
app.route("/api/v1", customerStateRoutes);
app.route("/api/v1", bulkJobRoutes);
app.route("/api/v1", savedViewRoutes);
app.route("/api/v1", ipDeviceRoutes);
app.route("/api/v1", sipDeviceRoutes);
app.route("/api/v1", routeRoutes);
app.route("/api/v1", dialingRouteRoutes);
app.route("/api/v1", translationRoutes);
app.route("/api/v1", codeRoutes);
app.route("/api/v1", sampleRoutes);
app.route("/api/v1", sourceRoutes);
app.route("/api/v1", uploadRoutes);
app.route("/api/v1", tariffRoutes);
app.route("/api/v1", rateRoutes);
app.route("/api/v1", rateImportRoutes);
app.route("/api/v1", rateLookupRoutes);
app.route("/api/v1", callRoutes);
app.route("/api/v1", ledgerRoutes);
app.route("/api/v1", paymentRoutes);
app.route("/api/v1", suspenseRoutes);
app.route("/api/v1", replayRoutes);
app.route("/api/v1", exportRoutes);

export const handler = handle(app);
