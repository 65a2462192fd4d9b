import { App } from "aws-cdk-lib";
import { addStacks } from "../../lib/stacks.ts";
import type { StageSettings } from "../../lib/stage.ts";
import { rateMs } from "../../local/scheduler/rate-expression.ts";

/** What stands there and costs by the month, counted in the stage's own templates. */
export interface Inventory {
  alarmMetrics: number;
  ownMetrics: number;
  keys: number;
  secrets: number;
  /** Runs by the clock in a month of 730 hours. */
  scheduledRuns: number;
  /** The most times in such a month that they ask for a key of one's own: the table keeps it five minutes for each caller. */
  keyRequests: number;
  dashboards: number;
  firewallRules: number;
}

export const hoursOfMonth = 730;
const monthMs = hoursOfMonth * 3_600_000;
const keyKeptMs = 5 * 60_000;

interface Metric {
  MetricStat?: { Metric: { Namespace?: string; MetricName?: string } };
}

interface Resource {
  Type: string;
  Properties?: {
    Namespace?: string;
    MetricName?: string;
    Metrics?: Metric[];
    ScheduleExpression?: string;
    Rules?: unknown[];
  };
}

/** The names of the metrics that an alarm looks at. */
function metricsOf({ Properties = {} }: Resource): { Namespace?: string; MetricName?: string }[] {
  const among = (Properties.Metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);
  return among.length > 0 ? among : [Properties];
}

export function inventoryOf(stage: StageSettings): Inventory {
  const app = new App({ context: { "aws:cdk:bundling-stacks": [] }, analyticsReporting: false });
  addStacks(app, stage);
  const resources = app
    .synth()
    .stacks.flatMap(({ template }) => Object.values(template.Resources as Record<string, Resource>));
  const of = (type: string) => resources.filter(({ Type }) => Type === type);
  const looked = of("AWS::CloudWatch::Alarm").flatMap(metricsOf);
  const own = looked.filter(({ Namespace }) => Namespace === "Switchbook").map(({ MetricName }) => MetricName);
  const everyMs = of("AWS::Events::Rule").flatMap(({ Properties = {} }) =>
    Properties.ScheduleExpression ? [rateMs(Properties.ScheduleExpression)] : [],
  );
  return {
    alarmMetrics: looked.length,
    ownMetrics: new Set(own).size,
    keys: of("AWS::KMS::Key").length,
    secrets: of("AWS::SecretsManager::Secret").length,
    scheduledRuns: everyMs.reduce((sum, ms) => sum + monthMs / ms, 0),
    keyRequests: everyMs.reduce((sum, ms) => sum + monthMs / Math.max(ms, keyKeptMs), 0),
    dashboards: of("AWS::CloudWatch::Dashboard").length,
    firewallRules: of("AWS::WAFv2::WebACL").reduce(
      (sum, { Properties = {} }) => sum + (Properties.Rules?.length ?? 0),
      0,
    ),
  };
}
