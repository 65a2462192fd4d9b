import { Stack } from "aws-cdk-lib";
import { HttpMethod, HttpRoute, HttpRouteKey } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Construct } from "constructs";
import type { DataStack } from "./data-stack.ts";
import { HouseLambda } from "./house-lambda.ts";
import * as rights from "./rights.ts";
import type { StageSettings } from "./stage.ts";
import type { WebStack } from "./web-stack.ts";

/** The functions behind HTTP: what staff and customers use, and what switches use, apart so that neither slows the other. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, stage: StageSettings, web: WebStack, data: DataStack) {
    super(scope, id);
    const environment = { ...rights.environmentOf(data, stage.name, web.publicUrl), DOOR_MARK: web.doorMark };

    const admin = new HouseLambda(this, "AdminApi", { stage, handler: "admin-api", environment });
    rights.readWriteTable(data, admin.role);
    rights.readSecretsKey(data, admin.role);
    const kept = ["tariffs", "routes", "rules", "raw", "rejects", "branding", "calls"];
    rights.readFiles(data.files, admin.role, kept);
    rights.writeFiles(data.files, admin.role, kept);
    rights.removeFiles(data.files, admin.role, ["branding"]);
    // A rate sheet is copied onto itself to have it read again.
    rights.readFiles(data.uploads, admin.role, ["rate-sheets"]);
    // Pre-signed URLs carry the rights of the role that signs them; an import is started again by copying its sheet.
    rights.readFiles(data.uploads, admin.role, ["cdr-uploads", "rate-sheets", "customer-sheets", "comparisons"]);
    rights.writeFiles(data.uploads, admin.role, [
      "cdr-uploads",
      "rate-sheets",
      "customer-sheets",
      "bulk-jobs",
      "replays",
      "rerates",
      "comparisons",
    ]);
    rights.listParts(data.uploads, admin.role, ["cdr-uploads"]);
    // An export is started by its request and downloaded by a URL that is signed here.
    rights.writeFiles(data.uploads, admin.role, ["export-requests", "billing-runs", "ledger-checks"]);
    rights.readFiles(data.files, admin.role, ["exports", "invoices", "mail", "call-files", "comparisons"]);
    rights.writeFiles(data.files, admin.role, ["mail"]);
    this.route(web, "Admin", admin, "/api/{proxy+}", HttpMethod.ANY);
    this.route(web, "Health", admin, "/health", HttpMethod.GET);

    const machines = new HouseLambda(this, "SwitchApi", {
      stage,
      handler: "switch-api",
      environment,
      provisioned: stage.switchProvisioned,
    });
    rights.readWriteTable(data, machines.role);
    rights.readSecretsKey(data, machines.role);
    rights.putOnStream(data, machines.role);
    rights.readFiles(data.files, machines.role, ["tariffs", "routes", "rules", "snapshots"]);
    rights.writeFiles(data.files, machines.role, ["raw", "rejects", "snapshots"]);
    rights.writeFiles(data.uploads, machines.role, ["cdr-uploads"]);
    this.route(web, "Switch", machines, "/switch/{proxy+}", HttpMethod.ANY);
  }

  private route(web: WebStack, id: string, lambda: HouseLambda, path: string, method: HttpMethod): void {
    new HttpRoute(this, `${id}Route`, {
      httpApi: web.api,
      routeKey: HttpRouteKey.with(path, method),
      integration: new HttpLambdaIntegration(`${id}Integration`, lambda.target),
    });
  }
}
