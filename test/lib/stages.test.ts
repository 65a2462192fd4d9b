import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { addStacks } from "../../lib/stacks.ts";
import { settingNames, stageSettings } from "../../lib/stage.ts";

function stageOf(settings: unknown) {
  const folder = mkdtempSync(path.join(tmpdir(), "switchbook-stages-"));
  mkdirSync(path.join(folder, "stages"));
  writeFileSync(path.join(folder, "stages", "mine.json"), JSON.stringify(settings));
  return stageSettings("mine", folder);
}

const stacksOf = (settings: unknown) =>
  addStacks(new App({ context: { "aws:cdk:bundling-stacks": [] } }), stageOf(settings));

describe("settings of a stage", () => {
  it("an unknown stage is refused by name with those that exist", () => {
    expect(() => stageSettings("produ")).toThrow("local, dev");
    expect(() => stageSettings("../package")).toThrow("There is no stage");
  });

  it.each(["small", "medium", "large"])("the %s example is valid", (name) => {
    expect(stageSettings(name)).toMatchObject({ name, keepData: true });
  });

  it("a wrong file is refused with every fault at once", () => {
    const refused = () =>
      stageOf({ shards: 3, logDays: 31, domain: { name: "https://x.net" }, reservedConcurrency: { "no-such": 1 } });
    for (const fault of ["shards", "logDays", "domain.name", "domain.certificateArn", "no-such"])
      expect(refused, fault).toThrow(fault);
  });

  it.each([
    "arn:aws:backup:eu-central-1:210987654321:backup-vault:Default",
    "arn:aws:backup:eu-central-1:210987654321:vault:switchbook",
    "arn:aws:backup:eu-central-1::backup-vault:switchbook",
    "switchbook",
  ])("no copy goes to %s, which is no vault that takes one", (copyVaultArn) => {
    expect(() => stageOf({ copyVaultArn })).toThrow(
      "copyVaultArn: must be the ARN of a backup vault other than Default",
    );
  });

  it("the manual names every setting", () => {
    const manual = readFileSync("docs/deployment.md", "utf8");
    expect(settingNames.filter((name) => !manual.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("what settings decide", () => {
  const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b";

  it("an own domain brings its certificate and TLS 1.2, and links lead there", () => {
    const { web, api } = stacksOf({ domain: { name: "billing.example.net", certificateArn } });
    Template.fromStack(web).hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: {
        Aliases: ["billing.example.net"],
        ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: "TLSv1.2_2021" },
      },
    });
    Template.fromStack(api).hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: Match.objectLike({ PUBLIC_URL: "https://billing.example.net" }) },
    });
  });

  it("the firewall stands in us-east-1 and leaves the path of switches alone", () => {
    const { web, edge } = stacksOf({ firewall: true });
    if (!edge) throw new Error("no stack with the firewall");
    expect(edge.region).toBe("us-east-1");
    const [acl] = Object.values(Template.fromStack(edge).findResources("AWS::WAFv2::WebACL"));
    const rules = acl?.["Properties"].Rules as { Name: string; Statement: object }[];
    expect(rules.map(({ Name }) => Name)).toEqual([
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesKnownBadInputsRuleSet",
      "AWSManagedRulesCommonRuleSet",
      "PerAddress",
    ]);
    for (const { Statement } of rules) expect(JSON.stringify(Statement)).toContain('"SearchString":"/switch/"');
    Template.fromStack(web).hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: { WebACLId: { Ref: "FirewallArn" } },
    });
  });

  it("without keys of one's own everything is still encrypted, by AWS's", () => {
    const { data } = stacksOf({ ownKeys: false });
    const template = Template.fromStack(data);
    template.resourceCountIs("AWS::KMS::Key", 0);
    template.hasResourceProperties("AWS::Kinesis::Stream", {
      StreamEncryption: { EncryptionType: "KMS", KeyId: "alias/aws/kinesis" },
    });
    template.allResourcesProperties("AWS::S3::Bucket", { BucketEncryption: Match.anyValue() });
  });

  it("a warm switch API is asked through its alias, and reservations stand at the functions", () => {
    const { api, rating } = stacksOf({ switchProvisioned: 2, reservedConcurrency: { "rate-cdrs": 10 } });
    const template = Template.fromStack(api);
    template.hasResourceProperties("AWS::Lambda::Alias", {
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 },
    });
    const uris = Object.values(template.findResources("AWS::ApiGatewayV2::Integration")).map((one) =>
      JSON.stringify(one["Properties"].IntegrationUri),
    );
    expect(uris.some((uri) => uri.includes("SwitchApiWarm"))).toBe(true);
    Template.fromStack(rating).hasResourceProperties("AWS::Lambda::Function", { ReservedConcurrentExecutions: 10 });
  });

  it("the stream is on demand or has its shards, and keeps records as long as is said", () => {
    const stream = (settings: object) => Template.fromStack(stacksOf(settings).data);
    stream({ streamShards: "on-demand" }).hasResourceProperties("AWS::Kinesis::Stream", {
      StreamModeDetails: { StreamMode: "ON_DEMAND" },
    });
    stream({ streamShards: 4, streamRetentionHours: 24 }).hasResourceProperties("AWS::Kinesis::Stream", {
      ShardCount: 4,
      RetentionPeriodHours: 24,
    });
  });

  it("whoever is to be told of alarms is subscribed to the stage's topic", () => {
    Template.fromStack(stacksOf({ alarmEmail: "ops@example.net" }).data).hasResourceProperties(
      "AWS::SNS::Subscription",
      { Protocol: "email", Endpoint: "ops@example.net" },
    );
  });
});
