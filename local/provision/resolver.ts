import type { Resource, StackTemplate } from "./templates.ts";

export const account = "000000000000";
export const region = "eu-central-1";

/** A logical id without the hash that the CDK appends: `Uploads4F6EB0FD` is `uploads`. */
const shortName = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, "").toLowerCase();

/** How a resource of the template is called on this machine. */
export function localName(logicalId: string, { Type, Properties = {}, Metadata = {} }: Resource): string {
  const entry = Metadata["switchbook:entry"];
  if (Type === "AWS::Lambda::Function") return String(entry ?? logicalId).replace(/^.*\/|\.ts$/g, "");
  for (const name of ["TableName", "Name"]) if (typeof Properties[name] === "string") return Properties[name];
  return `switchbook-${shortName(logicalId)}`;
}

const arnOf: Record<string, (name: string) => string> = {
  "AWS::DynamoDB::Table": (name) => `arn:aws:dynamodb:${region}:${account}:table/${name}`,
  "AWS::Kinesis::Stream": (name) => `arn:aws:kinesis:${region}:${account}:stream/${name}`,
  "AWS::Lambda::Function": (name) => `arn:aws:lambda:${region}:${account}:function:${name}`,
  "AWS::S3::Bucket": (name) => `arn:aws:s3:::${name}`,
};

const pseudo: Record<string, string> = {
  "AWS::AccountId": account,
  "AWS::Partition": "aws",
  "AWS::Region": region,
  "AWS::StackId": `arn:aws:cloudformation:${region}:${account}:stack/local/00000000-0000-0000-0000-000000000000`,
  "AWS::URLSuffix": "amazonaws.com",
};

type Call = Record<string, unknown>;

/** Puts local values in place of CloudFormation's functions, across all stacks. */
export function makeResolver(stacks: readonly StackTemplate[]) {
  const exports = new Map<string, { stack: StackTemplate; value: unknown }>();
  for (const stack of stacks)
    for (const { Value: value, Export: exported } of Object.values(stack.template.Outputs ?? {}))
      if (exported) exports.set(String(exported.Name), { stack, value });

  function resourceIn(stack: StackTemplate, logicalId: string): Resource {
    const resource = stack.template.Resources[logicalId];
    if (!resource) throw new Error(`${stack.name} speaks of ${logicalId}, which it does not have`);
    return resource;
  }
  function nameOf(stack: StackTemplate, logicalId: string): string {
    const resource = resourceIn(stack, logicalId);
    const given = resource.Properties?.["BucketName"];
    return given === undefined ? localName(logicalId, resource) : String(resolve(stack, given));
  }
  function attribute(stack: StackTemplate, logicalId: string, name: string): string {
    const arn = arnOf[resourceIn(stack, logicalId).Type];
    const local = nameOf(stack, logicalId);
    // Attributes of what is not built here (a distribution's domain, a key) only have to be told apart.
    return name === "Arn" && arn ? arn(local) : `${local}.${name.toLowerCase()}.local`;
  }
  const functions: Record<string, (stack: StackTemplate, argument: unknown) => unknown> = {
    Ref: (stack, id) => pseudo[String(id)] ?? nameOf(stack, String(id)),
    "Fn::GetAtt": (stack, place) => {
      const [id, name] = place as [string, string];
      return attribute(stack, id, name);
    },
    "Fn::ImportValue": (_stack, name) => {
      const found = exports.get(String(name));
      if (!found) throw new Error(`no stack exports ${name}`);
      return resolve(found.stack, found.value);
    },
    "Fn::Join": (stack, argument) => {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map((part) => resolve(stack, part)).join(separator);
    },
    "Fn::Sub": (_stack, text) => String(text).replace(/\$\{([^}]+)\}/g, (whole, name: string) => pseudo[name] ?? whole),
  };
  function resolve(stack: StackTemplate, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => resolve(stack, one));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value as Call);
    const [name, argument] = entries[0] ?? ["", undefined];
    const call = entries.length === 1 ? functions[name] : undefined;
    if (call) return call(stack, argument);
    if (name.startsWith("Fn::")) throw new Error(`${stack.name} uses ${name}, which the local stack does not know`);
    return Object.fromEntries(entries.map(([key, one]) => [key, resolve(stack, one)]));
  }
  return { resolve, nameOf };
}
