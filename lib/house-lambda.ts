import path from "node:path";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, type CfnFunction, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction, OutputFormat, SourceMapMode } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { StageSettings } from "./stage.ts";

const root = path.resolve(import.meta.dirname, "..");

/** CommonJS packages inside an ES module bundle ask for `require`, which does not exist there. */
const requireBanner =
  'import{createRequire as makeRequire}from"node:module";const require=makeRequire(import.meta.url);';

interface HouseLambdaProps {
  stage: StageSettings;
  /** Name of the file in functions/handlers/, without `.ts`. */
  handler: string;
  /** MB. Lambda gives CPU in proportion; 1,769 MB is one whole core. */
  memory?: number;
  timeout?: Duration;
  /** Further options of the Node process. */
  nodeOptions?: string;
  environment: Record<string, string>;
}

/** An alarm at or above the threshold over one evaluation of the metric, told to the stage's topic if it has one. */
export function alarmAt(scope: Construct, id: string, stage: StageSettings, metric: IMetric, threshold: number): Alarm {
  const alarm = new Alarm(scope, id, {
    metric,
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  if (stage.alarmTopicArn)
    alarm.addAlarmAction(new SnsAction(Topic.fromTopicArn(scope, `${id}Topic`, stage.alarmTopicArn)));
  return alarm;
}

/**
 * One Lambda function with everything that is the same for all of ours: runtime, bundling, a role of its own, kept
 * logs, an alarm on errors. The local stack reads the entry file from the resource's metadata `switchbook:entry`.
 */
export class HouseLambda extends Construct {
  readonly fn: NodejsFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: HouseLambdaProps) {
    super(scope, id);
    const { stage } = props;
    const entry = `functions/handlers/${props.handler}.ts`;
    this.logGroup = new LogGroup(this, "Logs", { retention: stage.logDays, removalPolicy: RemovalPolicy.DESTROY });
    this.role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.logGroup.grantWrite(this.role);
    this.fn = new NodejsFunction(this, "Function", {
      entry: path.join(root, entry),
      projectRoot: root,
      depsLockFilePath: path.join(root, "package-lock.json"),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memory ?? 1024,
      timeout: props.timeout ?? Duration.seconds(29),
      tracing: stage.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      role: this.role,
      logGroup: this.logGroup,
      environment: {
        ...props.environment,
        NODE_OPTIONS: ["--enable-source-maps", ...(props.nodeOptions ? [props.nodeOptions] : [])].join(" "),
      },
      bundling: {
        format: OutputFormat.ESM,
        target: "node24",
        minify: true,
        sourceMap: true,
        sourceMapMode: SourceMapMode.DEFAULT,
        sourcesContent: false,
        mainFields: ["module", "main"],
        banner: requireBanner,
        bundleAwsSDK: true,
        // Only asked for while the API document is generated, which no function does; it would carry every locale.
        externalModules: ["zod/v4/core"],
      },
    });
    (this.fn.node.defaultChild as CfnFunction).addMetadata("switchbook:entry", entry);
    alarmAt(this, "Errors", stage, this.fn.metricErrors({ period: Duration.minutes(5) }), 1);
  }
}
