import { Aws, CfnOutput, Duration, Fn, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Stream, StreamEncryption, StreamMode } from "aws-cdk-lib/aws-kinesis";
import { Key } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  HttpMethods,
  StorageClass,
} from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { tableIndexes } from "../functions/platform/keys.ts";
import { topicName } from "./alarm.ts";
import type { StageSettings } from "./stage.ts";
import { TableCopies } from "./table-copies.ts";

/** The name is fixed because the page's security policy, made before the bucket, must name its address. */
export const uploadsBucketName = (stage: StageSettings): string =>
  Fn.join("-", ["switchbook", stage.name, "uploads", Aws.ACCOUNT_ID, Aws.REGION]);

/** A pre-signed URL older than this is refused, whatever it says itself. */
const signatureAgeMs = 10 * 60 * 1000;

/** Everything that must survive: table, buckets, stream, and the keys that protect them. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly uploads: Bucket;
  readonly files: Bucket;
  readonly stream: Stream;
  /** Undefined where AWS's own keys encrypt. */
  readonly encryptionKey: Key | undefined;
  /** Wraps SIP secrets; 43 random letters and digits, from which the 32 key bytes are derived. */
  readonly secretsKey: Secret;

  private readonly stage: StageSettings;
  private readonly removalPolicy: RemovalPolicy;

  constructor(scope: Construct, id: string, stage: StageSettings, webOrigin: string) {
    super(scope, id);
    this.stage = stage;
    this.removalPolicy = stage.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const { removalPolicy } = this;
    this.encryptionKey = stage.ownKeys ? new Key(this, "Key", { enableKeyRotation: true, removalPolicy }) : undefined;
    this.table = this.addTable();
    if (stage.copyVaultArn) this.addCopies(stage.copyVaultArn);
    this.uploads = this.addUploads(webOrigin);
    this.files = this.addFiles();
    this.stream = this.addStream();
    this.secretsKey = new Secret(this, "SecretsKey", {
      ...this.ownKey,
      generateSecretString: { passwordLength: 43, excludePunctuation: true },
      removalPolicy,
    });
    this.addAlarmTopic();
    new CfnOutput(this, "TableName", { value: this.table.tableName });
    new CfnOutput(this, "FilesBucket", { value: this.files.bucketName });
    new CfnOutput(this, "UploadsBucket", { value: this.uploads.bucketName });
  }

  /** The key as constructs take it, if there is one. */
  private get ownKey(): { encryptionKey?: Key } {
    return this.encryptionKey ? { encryptionKey: this.encryptionKey } : {};
  }

  /** Whom alarms are told to. It carries names of alarms and figures, nothing of customers. */
  private addAlarmTopic(): void {
    const topic = new Topic(this, "Alarms", { topicName: topicName(this.stage), enforceSSL: true });
    const publish = { actions: ["sns:Publish"], resources: [topic.topicArn] };
    for (const service of ["cloudwatch", "events"])
      topic.addToResourcePolicy(
        new PolicyStatement({ ...publish, principals: [new ServicePrincipal(`${service}.amazonaws.com`)] }),
      );
    if (this.stage.alarmEmail) topic.addSubscription(new EmailSubscription(this.stage.alarmEmail));
  }

  private addTable(): Table {
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    const table = new Table(this, "Table", {
      partitionKey: text("pk"),
      sortKey: text("sk"),
      timeToLiveAttribute: "ttl",
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: this.stage.keepData,
      encryption: this.encryptionKey ? TableEncryption.CUSTOMER_MANAGED : TableEncryption.DEFAULT,
      ...this.ownKey,
      removalPolicy: this.removalPolicy,
    });
    for (const index of tableIndexes)
      table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: text(index.pk),
        sortKey: text(index.sk),
        projectionType: ProjectionType.ALL,
      });
    return table;
  }

  private addCopies(vaultArn: string): void {
    const { table, encryptionKey, removalPolicy } = this;
    new TableCopies(this, "Copies", { table, vaultArn, encryptionKey, removalPolicy });
  }

  private addBucket(id: string, props: BucketProps): Bucket {
    const bucket = new Bucket(this, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      ...(this.encryptionKey
        ? { encryption: BucketEncryption.KMS, bucketKeyEnabled: true, ...this.ownKey }
        : { encryption: BucketEncryption.S3_MANAGED }),
      enforceSSL: true,
      removalPolicy: this.removalPolicy,
      ...props,
    });
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: "NoOldSignatures",
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ["s3:GetObject", "s3:PutObject"],
        resources: [bucket.arnForObjects("*")],
        conditions: { NumericGreaterThan: { "s3:signatureAge": String(signatureAgeMs) } },
      }),
    );
    return bucket;
  }

  private addUploads(webOrigin: string): Bucket {
    const bucket = this.addBucket("Uploads", {
      bucketName: uploadsBucketName(this.stage),
      cors: [
        {
          allowedOrigins: [webOrigin],
          allowedMethods: [HttpMethods.PUT, HttpMethods.POST],
          allowedHeaders: ["*"],
          exposedHeaders: ["ETag"],
          maxAge: 3600,
        },
      ],
      // A week: a large file is sent on after a weekend.
      lifecycleRules: [{ expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    });
    return this.tellsOfObjects(bucket);
  }

  /** The property itself, because the construct's own switch brings a function that calls the API at deploy time. */
  private tellsOfObjects(bucket: Bucket): Bucket {
    (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    return bucket;
  }

  private addFiles(): Bucket {
    // What a function could not take ends here: that it does is an alarm.
    const bucket = this.addBucket("Files", {
      versioned: true,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(1), noncurrentVersionExpiration: Duration.days(30) },
        {
          prefix: "raw/",
          transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(90) }],
          expiration: Duration.days(this.stage.rawDays),
        },
        {
          // Days that are older than what a list can ask for at once, and are kept for good.
          prefix: "calls/",
          transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(400) }],
        },
        { prefix: "rejects/", expiration: Duration.days(30) },
        { prefix: "exports/", expiration: Duration.days(7) },
        { prefix: "comparisons/", expiration: Duration.days(90) },
        ...[7, 30, 90].map((days) => ({ prefix: `call-files/${days}/`, expiration: Duration.days(days) })),
        { prefix: "snapshots/", expiration: Duration.days(1) },
      ],
    });
    return this.tellsOfObjects(bucket);
  }

  private addStream(): Stream {
    const shards = this.stage.streamShards;
    return new Stream(this, "Stream", {
      // The time in which a fault of the rating function must be found and mended before records are lost.
      retentionPeriod: Duration.hours(this.stage.streamRetentionHours),
      encryption: this.encryptionKey ? StreamEncryption.KMS : StreamEncryption.MANAGED,
      ...this.ownKey,
      removalPolicy: this.removalPolicy,
      ...(shards === "on-demand" ? { streamMode: StreamMode.ON_DEMAND } : { shardCount: shards }),
    });
  }
}
