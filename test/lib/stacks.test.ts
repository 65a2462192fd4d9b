import { readdirSync, readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { beforeAll, describe, expect, it } from "vitest";
import { tableIndexes } from "../../functions/platform/keys.ts";
import { acknowledged, addRulePacks, objectPrefixes } from "../../lib/rule-packs.ts";
import { addStacks } from "../../lib/stacks.ts";
import { stageSettings } from "../../lib/stage.ts";

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
}

/** Every stack of the medium stage, without bundling; the rule packs look at it as they do in `npm run synth`. */
const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
const stacks = addStacks(app, stageSettings("medium"));
addRulePacks(app, stacks.data);
const stackNames = ["web", "data", "api", "rating", "jobs", "watch"] as const;
let templates: Record<(typeof stackNames)[number], Template>;

beforeAll(() => {
  templates = Object.fromEntries(
    stackNames.map((name) => [name, Template.fromStack(stacks[name])]),
  ) as typeof templates;
});

const byText = (a: string, b: string) => (a < b ? -1 : 1);

const resourcesOf = (type: string) =>
  stackNames.flatMap((name) => Object.values(templates[name].findResources(type))) as {
    Properties: Record<string, unknown>;
    Metadata?: Record<string, string>;
  }[];

describe("what must survive", () => {
  it("the table can be restored to any second of 35 days, cannot be deleted and forgets what has a ttl", () => {
    templates.data.hasResource("AWS::DynamoDB::Table", {
      DeletionPolicy: "Retain",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
        TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
        SSESpecification: { SSEEnabled: true },
        GlobalSecondaryIndexes: tableIndexes.map((index) => Match.objectLike({ IndexName: index.name })),
      },
    });
  });

  it("no bucket can be made public and every bucket refuses requests without TLS", () => {
    const all = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
    const buckets = resourcesOf("AWS::S3::Bucket");
    expect(buckets).toHaveLength(3);
    for (const { Properties } of buckets)
      expect(Properties).toMatchObject({ PublicAccessBlockConfiguration: all, BucketEncryption: expect.anything() });
    const policies = resourcesOf("AWS::S3::BucketPolicy").map((policy) => JSON.stringify(policy.Properties));
    expect(policies.filter((policy) => policy.includes('"aws:SecureTransport":"false"'))).toHaveLength(3);
    expect(policies.filter((policy) => policy.includes('"s3:signatureAge":"600000"'))).toHaveLength(2);
  });

  it("the stream keeps records for a week, encrypted", () => {
    templates.data.hasResourceProperties("AWS::Kinesis::Stream", {
      RetentionPeriodHours: 168,
      StreamEncryption: { EncryptionType: "KMS" },
    });
  });

  it("deploying runs no code of its own: nothing but plain resources", () => {
    const types = stackNames.flatMap((name) => Object.values(templates[name].toJSON()["Resources"] as object));
    expect(types.filter((one) => String(one.Type).startsWith("Custom::"))).toEqual([]);
  });
});

describe("what runs", () => {
  it("every handler file is exactly one function, on the newest runtime, on arm64", () => {
    const functions = resourcesOf("AWS::Lambda::Function");
    const files = readdirSync("functions/handlers").map((file) => `functions/handlers/${file}`);
    expect(functions.map((one) => String(one.Metadata?.["switchbook:entry"])).sort(byText)).toEqual(files.sort(byText));
    for (const { Properties } of functions)
      expect(Properties).toMatchObject({ Runtime: "nodejs24.x", Architectures: ["arm64"] });
  });

  it("every function has a role of its own, logs that end, and rings on errors or on events that it could not take", () => {
    const count = readdirSync("functions/handlers").length;
    expect(resourcesOf("AWS::IAM::Role")).toHaveLength(count);
    const ringing = resourcesOf("AWS::CloudWatch::Alarm").filter((one) => one.Properties["MetricName"] === "Errors");
    const keeping = resourcesOf("AWS::Lambda::EventInvokeConfig").filter(
      (one) => one.Properties["DestinationConfig"] !== undefined,
    );
    const named = (one: { Properties: object }) => /"Ref":"(\w+?)Function/.exec(JSON.stringify(one.Properties))?.[1];
    const guarded = [...ringing, ...keeping].map(named);
    expect(guarded).not.toContain(undefined);
    expect(new Set(guarded).size).toBe(count);
    expect(guarded).toHaveLength(count);
    expect(resourcesOf("AWS::Logs::LogGroup").every((one) => one.Properties["RetentionInDays"] === 90)).toBe(true);
  });

  it("CDRs are rated in batches that shrink around a bad record, which ends in S3", () => {
    templates.rating.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      BatchSize: 500,
      MaximumBatchingWindowInSeconds: 30,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 100,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      StartingPosition: "TRIM_HORIZON",
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
    templates.rating.hasResourceProperties("AWS::CloudWatch::Alarm", { MetricName: "IteratorAge", Threshold: 900_000 });
  });

  it.each([
    ["cdr-uploads/", "IngestFile"],
    ["rate-sheets/", "ImportRates"],
    ["bulk-jobs/", "RunBulkJob"],
    ["replays/", "RunReplay"],
    ["rerates/", "RunRerate"],
    ["comparisons/", "CompareCalls"],
    ["customer-sheets/", "ImportCustomers"],
    ["export-requests/", "RunExports"],
    ["billing-runs/", "RunInvoices"],
    ["ledger-checks/", "CheckLedger"],
  ])("a file under %s starts %s", (prefix, target) => {
    const rules = Object.values(templates.jobs.findResources("AWS::Events::Rule")) as { Properties: unknown }[];
    const wanted = rules.filter((rule) => JSON.stringify(rule.Properties).includes(`{"prefix":"${prefix}"}`));
    expect(wanted).toHaveLength(1);
    expect(wanted[0]?.Properties).toMatchObject({
      EventPattern: { source: ["aws.s3"], "detail-type": ["Object Created"] },
      Targets: [{ Arn: { "Fn::GetAtt": [expect.stringContaining(target), "Arn"] } }],
    });
    templates.data.hasResourceProperties("AWS::S3::Bucket", {
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
  });

  it("records in suspense are tried again every minute", () => {
    templates.jobs.hasResourceProperties("AWS::Events::Rule", {
      ScheduleExpression: "rate(1 minute)",
      Targets: [Match.objectLike({ Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("RetrySuspense"), "Arn"] } })],
    });
  });

  it("demos that are over are looked for every five minutes", () => {
    templates.jobs.hasResourceProperties("AWS::Events::Rule", {
      ScheduleExpression: "rate(5 minutes)",
      Targets: [Match.objectLike({ Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("EndDemos"), "Arn"] } })],
    });
  });

  it("money is watched every ten minutes, and a check of the ledger that finds something sets off an alarm", () => {
    templates.jobs.hasResourceProperties("AWS::Events::Rule", {
      ScheduleExpression: "rate(10 minutes)",
      Targets: [Match.objectLike({ Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("WatchMoney"), "Arn"] } })],
    });
    const said = readFileSync("functions/ledger-checks/run-ledger-check.flow.ts", "utf8").match(
      /log\.error\("(the [^"]+)"/,
    );
    templates.jobs.hasResourceProperties("AWS::Logs::MetricFilter", {
      FilterPattern: `{ $.message = "${said?.[1]}" }`,
    });
    templates.jobs.hasResourceProperties("AWS::CloudWatch::Alarm", { Namespace: "Switchbook", Threshold: 1 });
  });

  it("whose credit is nearly used is looked for every quarter of an hour", () => {
    templates.jobs.hasResourceProperties("AWS::Events::Rule", {
      ScheduleExpression: "rate(15 minutes)",
      Targets: [Match.objectLike({ Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("MarkCustomers"), "Arn"] } })],
    });
  });

  it("page, API and health stand behind one door with a strict content policy", () => {
    templates.web.hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: {
        CacheBehaviors: ["/api/*", "/switch/*", "/health"].map((PathPattern) => Match.objectLike({ PathPattern })),
      },
    });
    const [routing] = Object.values(templates.web.findResources("AWS::CloudFront::Function"));
    const documentAt = (uri: string): string =>
      runInNewContext(`${routing?.["Properties"]["FunctionCode"]}; handler({ request: { uri } }).uri`, { uri });
    expect(["/", "/customers/1", "/portals", "/portal", "/portal/", "/portal/calls", "/a.js"].map(documentAt)).toEqual([
      ...["/index.html", "/index.html", "/index.html"],
      ...["/portal.html", "/portal.html", "/portal.html", "/a.js"],
    ]);
    const policies = templates.web.findResources("AWS::CloudFront::ResponseHeadersPolicy");
    expect(JSON.stringify(policies)).toContain("script-src 'self';");
    const routes = resourcesOf("AWS::ApiGatewayV2::Route").map((route) => String(route.Properties["RouteKey"]));
    expect(routes.sort(byText)).toEqual(["ANY /api/{proxy+}", "ANY /switch/{proxy+}", "GET /health"]);
  });
});

describe("what is allowed", () => {
  const statements = () =>
    resourcesOf("AWS::IAM::Policy").flatMap(
      (policy) => (policy.Properties["PolicyDocument"] as { Statement: Statement[] }).Statement,
    );

  it("no right is for every resource or every action; wildcards end known prefixes of our buckets", () => {
    const prefixes = Object.values(objectPrefixes).flat();
    const allowed = new Set(prefixes.map((prefix) => `/${prefix}/*`));
    for (const { Action, Resource } of statements()) {
      expect([Action].flat().filter((action) => action.includes("*"))).toEqual([]);
      const literals = JSON.stringify(Resource).match(/"[^"]*\*[^"]*"/g) ?? [];
      expect(literals.map((text) => JSON.parse(text) as string).filter((text) => !allowed.has(text))).toEqual([]);
    }
  });

  it("a function that may delete items may not delete lines of the ledger", () => {
    const denied = statements().filter((one) => one.Effect === "Deny" && one.Action === "dynamodb:DeleteItem");
    expect(denied).toHaveLength(readdirSync("functions/handlers").length);
  });

  it("whoever decides or rates calls may read routes and long rule lists, and the pages' functions may write them", () => {
    const may = (name: string, action: string, prefix: string) =>
      stackNames
        .flatMap((stack) => Object.entries(templates[stack].findResources("AWS::IAM::Policy")))
        .filter(([id]) => id.startsWith(name))
        .flatMap(
          ([, policy]) =>
            (policy as { Properties: { PolicyDocument: { Statement: Statement[] } } }).Properties.PolicyDocument
              .Statement,
        )
        .some(
          ({ Action, Resource }) =>
            [Action].flat().includes(action) && JSON.stringify(Resource).includes(`/${prefix}/*`),
        );
    for (const [name, prefixes] of Object.entries({
      AdminApi: ["routes", "rules"],
      SwitchApi: ["routes", "rules"],
      RateCdrs: ["rules"],
      RetrySuspense: ["rules"],
      RunReplay: ["rules"],
    }))
      for (const prefix of prefixes)
        expect([name, prefix, may(name, "s3:GetObject", prefix)]).toEqual([name, prefix, true]);
    for (const prefix of ["routes", "rules"]) expect(may("AdminApi", "s3:PutObject", prefix)).toBe(true);
  });

  it("the rule pack bites: a careless bucket ends the synth", () => {
    const careless = new App({ context: { "aws:cdk:bundling-stacks": [] } });
    const { data } = addStacks(careless, stageSettings("dev"));
    addRulePacks(careless, data);
    new Bucket(data, "Careless");
    expect(() => careless.synth()).toThrow("AwsSolutions-S10");
  });

  it("at most ten rules of the rule pack are set aside, each with its reason", () => {
    expect(Object.keys(acknowledged).length + 1).toBeLessThanOrEqual(10);
    expect(Object.values(acknowledged).every((reason) => reason.length > 30)).toBe(true);
  });
});
