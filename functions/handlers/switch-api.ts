import { handle } from "hono/aws-lambda";
import { identify } from "../auth/identify.guard.ts";
import { httpApp } from "../platform/http.ts";
import { toldRegistrationRoutes } from "../registrations/registration.routes.ts";
import { authorizeRoutes } from "../switch/authorize.routes.ts";
import { freeswitchRoutes } from "../switch/freeswitch.routes.ts";
import { keyed } from "../switch/keyed.guard.ts";
import { switchRoutes } from "../switch/switch.routes.ts";
import { switchDataRoutes } from "../switch/switch-data.routes.ts";

export const app = httpApp();
app.use("/switch/*", keyed);
app.use(identify);
app.route("/switch/v1", switchRoutes);
app.route("/switch/v1", authorizeRoutes);
app.route("/switch/v1", switchDataRoutes);
app.route("/switch/v1", freeswitchRoutes);
app.route("/switch/v1", toldRegistrationRoutes);

export const handler = handle(app);
