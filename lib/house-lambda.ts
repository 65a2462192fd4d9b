import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Alias,
  Architecture,
  type CfnFunction,
  type IFunction,
  type IVersion,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { alarmAt } from "./alarm.ts";
import { bundledCode } from "./bundle.ts";
import type { StageSettings } from "./stage.ts";

interface HouseLambdaProps {
  stage: StageSettings;
  /** Name of the file in functions/handlers/, without `.ts`. */
  handler: string;
  /** MB. Lambda gives CPU in proportion; 1,769 MB is one whole core. */
  memory?: number;
  timeout?: Duration;
  /** Instances that are kept warm; 0 without it. */
  provisioned?: number;
  /** Further options of the Node process. */
  nodeOptions?: string;
  environment: Record<string, string>;
  /** What it fails to take for the last time is kept, and that rings (`Undelivered`): single errors need not ring, too. */
  failuresKept?: boolean;
}

/**
 * One Lambda function with everything that is the same for all of ours: runtime, bundling, a role of its own, kept
 * logs, an alarm on errors where nothing else would ring. The local stack reads the entry file from the resource's metadata `switchbook:entry`.
 */
export class HouseLambda extends Construct {
  readonly fn: LambdaFunction;
  readonly role: Role;
  /** What is to be invoked: the function, or the alias whose instances are kept warm. */
  readonly target: IFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: HouseLambdaProps) {
    super(scope, id);
    const { stage } = props;
    const reserved = stage.reservedConcurrency[props.handler];
    const entry = `functions/handlers/${props.handler}.ts`;
    this.logGroup = new LogGroup(this, "Logs", { retention: stage.logDays, removalPolicy: RemovalPolicy.DESTROY });
    this.role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.logGroup.grantWrite(this.role);
    this.fn = new LambdaFunction(this, "Function", {
      code: bundledCode(entry),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memory ?? 1024,
      timeout: props.timeout ?? Duration.seconds(29),
      tracing: stage.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      role: this.role,
      logGroup: this.logGroup,
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
      environment: {
        ...props.environment,
        ...(props.nodeOptions ? { NODE_OPTIONS: props.nodeOptions } : {}),
      },
    });
    (this.fn.node.defaultChild as CfnFunction).addMetadata("switchbook:entry", entry);
    this.target = props.provisioned ? this.keptWarm(props.provisioned) : this.fn;
    if (!props.failuresKept) this.alarmOnErrors(props);
  }

  private alarmOnErrors({ stage, handler }: HouseLambdaProps): void {
    alarmAt(this, "Errors", stage, {
      metric: this.fn.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
      section: "a-function-fails",
      says: `The function ${handler} ended with an error.`,
    });
  }

  private keptWarm(instances: number): IFunction {
    return new Alias(this, "Warm", {
      aliasName: "warm",
      version: this.fn.currentVersion as IVersion,
      provisionedConcurrentExecutions: instances,
    }) as IFunction;
  }
}
