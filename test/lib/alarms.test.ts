import { readFileSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { addStacks } from "../../lib/stacks.ts";
import { stageSettings } from "../../lib/stage.ts";

interface AlarmProperties {
  AlarmDescription: string;
  AlarmActions: unknown[];
  MetricName?: string;
  Metrics?: { Expression?: string }[];
  Threshold: number;
  TreatMissingData: string;
}

const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
const copyVaultArn = "arn:aws:backup:eu-central-1:210987654321:backup-vault:switchbook";
const { api, rating, jobs, watch, data } = addStacks(app, { ...stageSettings("small"), copyVaultArn });
const alarms = new Map(
  [api, rating, jobs, watch].flatMap((stack) =>
    Object.entries(Template.fromStack(stack).findResources("AWS::CloudWatch::Alarm")).map(
      ([id, { Properties }]) => [id, Properties as AlarmProperties] as const,
    ),
  ),
);
const manual = readFileSync("docs/operations.md", "utf8");
const sections = new Map(
  manual
    .split(/^### /m)
    .slice(1)
    .map((text) => [text.split("\n")[0]?.toLowerCase().replaceAll(" ", "-"), text] as const),
);

describe("alarms", () => {
  it("every alarm names a section of the manual that says what it means and what to do", () => {
    for (const [id, { AlarmDescription }] of alarms) {
      const [, anchor] = /docs\/operations\.md#([a-z-]+)$/.exec(AlarmDescription) ?? [];
      const text = sections.get(anchor) ?? "";
      expect(text, id).toContain("**What it means.**");
      expect(text, id).toContain("**What to do.**");
    }
  });

  it("every section of the manual belongs to an alarm", () => {
    const named = new Set([...alarms.values()].map(({ AlarmDescription }) => AlarmDescription.split("#")[1]));
    expect([...sections.keys()].filter((anchor) => !named.has(anchor))).toEqual([]);
  });

  it("every alarm is told to the stage's topic, which takes it from CloudWatch only over TLS", () => {
    for (const [id, { AlarmActions }] of alarms)
      expect(JSON.stringify(AlarmActions), id).toContain(":switchbook-small-alarms");
    const policies = JSON.stringify(Template.fromStack(data).findResources("AWS::SNS::TopicPolicy"));
    expect(policies).toContain("cloudwatch.amazonaws.com");
    expect(policies).toContain("aws:SecureTransport");
  });

  it.each([
    ["LedgerFaultsAlarm", "LedgerFaults-small", 1],
    ["AuditChanged", "AuditDaysChanged", 1],
    ["CallDaysDamaged", "CallDaysDamaged", 1],
    ["Lag", "IteratorAge", 900_000],
    ["LagWarning", "IteratorAge", 90_000],
    ["Undelivered", "TriggeredRules", 1],
    ["ManyParked", "parked / taken", 0.1],
    ["Unrated", "CallsUnrated", 50],
    ["SweeperLag", "SweeperLagSeconds", 300],
    ["Conflicts", "conflicts / (conflicts + done)", 5],
    ["FailedSignIns", "FailedSignIns", 50],
    ["SpendAnomaly", "SpendRefusals", 20],
    ["Weakened", "TriggeredRules", 1],
    ["ApiFaults", "faults / asked", 0.5],
    ["CopyFailed", "TriggeredRules", 1],
  ])("%s looks at %s from %d on", (name, metric, threshold) => {
    const [, found] = [...alarms].find(([id]) => id.replace(/[0-9A-F]{8}$/, "") === name) ?? [];
    expect(found?.Threshold).toBe(threshold);
    expect(JSON.stringify([found?.MetricName, found?.Metrics])).toContain(metric);
  });

  it("that nobody gives money back any more is an alarm, too", () => {
    const [, sweeper] = [...alarms].find(([id]) => id.startsWith("SweeperLag")) ?? [];
    expect(sweeper?.TreatMissingData).toBe("breaching");
  });

  it("one dashboard shows the figures", () => {
    Template.fromStack(watch).resourceCountIs("AWS::CloudWatch::Dashboard", 1);
  });
});
