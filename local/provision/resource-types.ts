/**
 * Every resource type that may be in our templates, and what the local stack does with it. A type that is not in here
 * stops the start: whoever adds one decides whether it is built locally or has no meaning on one machine.
 */

/** Built here, with the properties that are understood. */
export const builtTypes: Record<string, readonly string[]> = {
  "AWS::ApiGatewayV2::Integration": ["ApiId", "IntegrationType", "IntegrationUri", "PayloadFormatVersion"],
  "AWS::ApiGatewayV2::Route": ["ApiId", "AuthorizationType", "RouteKey", "Target"],
  "AWS::DynamoDB::Table": [
    "AttributeDefinitions",
    "BillingMode",
    "GlobalSecondaryIndexes",
    "KeySchema",
    "TimeToLiveSpecification",
    // Without meaning here. Streams are left out on purpose: the engine's writes grow slower with every stream record.
    "ContributorInsightsSpecification",
    "DeletionProtectionEnabled",
    "PointInTimeRecoverySpecification",
    "SSESpecification",
    "StreamSpecification",
    "TableName",
    "Tags",
  ],
  "AWS::Events::Rule": ["EventPattern", "ScheduleExpression", "State", "Targets", "Description", "Name"],
  "AWS::Kinesis::Stream": [
    "Name",
    "RetentionPeriodHours",
    "ShardCount",
    "StreamEncryption",
    "StreamModeDetails",
    "Tags",
  ],
  "AWS::Lambda::EventInvokeConfig": ["DestinationConfig", "FunctionName", "MaximumRetryAttempts", "Qualifier"],
  "AWS::Lambda::EventSourceMapping": [
    "BatchSize",
    "BisectBatchOnFunctionError",
    "DestinationConfig",
    "EventSourceArn",
    "FunctionName",
    "FunctionResponseTypes",
    "MaximumBatchingWindowInSeconds",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    // One batch of a shard at a time, whatever it says: the order within a lane is the same.
    "ParallelizationFactor",
    "StartingPosition",
  ],
  "AWS::Lambda::Function": [
    "Architectures",
    "Code",
    "Description",
    "Environment",
    "EphemeralStorage",
    "FunctionName",
    "Handler",
    "LoggingConfig",
    "MemorySize",
    "ReservedConcurrentExecutions",
    "Role",
    "Runtime",
    "Tags",
    "Timeout",
    "TracingConfig",
  ],
  "AWS::S3::Bucket": [
    "BucketEncryption",
    "BucketName",
    "CorsConfiguration",
    "LifecycleConfiguration",
    "LoggingConfiguration",
    "NotificationConfiguration",
    "OwnershipControls",
    "PublicAccessBlockConfiguration",
    "Tags",
    "VersioningConfiguration",
  ],
};

/** Rights, keys, logs, alarms and the way from the internet: without meaning on one machine. */
export const otherTypes: ReadonlySet<string> = new Set([
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Stage",
  "AWS::CDK::Metadata",
  "AWS::CloudFront::Distribution",
  "AWS::CloudFront::Function",
  "AWS::CloudFront::OriginAccessControl",
  "AWS::CloudFront::ResponseHeadersPolicy",
  "AWS::CloudWatch::Alarm",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::KMS::Alias",
  "AWS::KMS::Key",
  "AWS::Lambda::Permission",
  "AWS::Logs::LogGroup",
  "AWS::Logs::MetricFilter",
  "AWS::S3::BucketPolicy",
  "AWS::SecretsManager::Secret",
]);
