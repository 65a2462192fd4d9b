import { localName, makeResolver } from "../provision/resolver.ts";
import type { StackTemplate } from "../provision/templates.ts";

/** A statement of a role's policy, with local names in place of CloudFormation's functions. */
export interface Statement {
  effect: "Allow" | "Deny";
  actions: readonly string[];
  resources: readonly string[];
  /** Patterns of partition keys at which it holds; without them it always does. */
  leadingKeys?: readonly string[];
}

/** One thing that a function wants to do. */
export interface Attempt {
  /** `dynamodb:PutItem`. */
  action: string;
  resource: string;
  /** Partition keys that the request speaks of. */
  leadingKeys?: readonly string[];
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

/** IAM's wildcard: `*` is anything, slashes too. */
function matches(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = rest.at(-1) ?? "";
  return text.length - last.length >= at && text.endsWith(last);
}

function holds({ actions, resources, leadingKeys }: Statement, attempt: Attempt): boolean {
  return (
    actions.some((pattern) => matches(pattern, attempt.action)) &&
    resources.some((pattern) => matches(pattern, attempt.resource)) &&
    (leadingKeys === undefined ||
      list(attempt.leadingKeys).some((key) => leadingKeys.some((pattern) => matches(pattern, key))))
  );
}

/** Whether a role with these statements may do it: something allows it and nothing denies it, as IAM decides. */
export function isAllowed(statements: readonly Statement[], attempt: Attempt): boolean {
  const speaking = statements.filter((statement) => holds(statement, attempt));
  return speaking.some(({ effect }) => effect === "Allow") && speaking.every(({ effect }) => effect === "Allow");
}

interface PolicyStatement {
  Effect: "Allow" | "Deny";
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

function statementOf({ Effect, Action, Resource, Condition }: PolicyStatement): Statement {
  const known = Condition?.["ForAnyValue:StringLike"]?.["dynamodb:LeadingKeys"];
  if (Condition && !known) throw new Error(`a condition that is not understood here: ${JSON.stringify(Condition)}`);
  const statement = { effect: Effect, actions: list(Action), resources: list(Resource) };
  return known ? { ...statement, leadingKeys: list(known) } : statement;
}

/** What the role of each function may do, by the function's local name. */
export function rightsOf(stacks: readonly StackTemplate[]): ReadonlyMap<string, readonly Statement[]> {
  const { resolve } = makeResolver(stacks);
  const rights = new Map<string, Statement[]>();
  for (const stack of stacks) {
    const resources = Object.entries(stack.template.Resources);
    const policies = resources.filter(([, { Type }]) => Type === "AWS::IAM::Policy");
    for (const [id, resource] of resources.filter(([, { Type }]) => Type === "AWS::Lambda::Function")) {
      const { Role: of } = resource.Properties as { Role: { "Fn::GetAtt": [string] } };
      const [role] = of["Fn::GetAtt"];
      const own = policies.filter(([, { Properties = {} }]) =>
        (Properties["Roles"] as { Ref: string }[]).some(({ Ref }) => Ref === role),
      );
      const statements = own.flatMap(([, { Properties = {} }]) => {
        const { Statement } = Properties["PolicyDocument"] as { Statement: unknown[] };
        return Statement.map((one) => statementOf(resolve(stack, one) as PolicyStatement));
      });
      rights.set(localName(id, resource), statements);
    }
  }
  return rights;
}
