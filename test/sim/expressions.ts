/** The part of DynamoDB's expression language that the product writes, evaluated on plain values. */

export type Value = unknown;
export type Attributes = Record<string, Value>;

export class InvalidExpression extends Error {}

interface Scope {
  names: Record<string, string>;
  values: Record<string, Value>;
}
type Evaluate<T> = (item: Attributes, scope: Scope) => T;

const tokenForm = /\s*(<>|<=|>=|[=<>(),+\-.]|[:#]?[A-Za-z_]\w*)/y;

function tokens(text: string): string[] {
  const found: string[] = [];
  tokenForm.lastIndex = 0;
  while (tokenForm.lastIndex < text.trimEnd().length) {
    const match = tokenForm.exec(text);
    if (!match?.[1]) throw new InvalidExpression(`cannot read: ${text}`);
    found.push(match[1]);
  }
  return found;
}

export const isNumber = (value: Value): value is number | bigint =>
  typeof value === "number" || typeof value === "bigint";

function order(a: Value, b: Value): number | undefined {
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  return undefined;
}

export function same(a: Value, b: Value): boolean {
  if (isNumber(a) && isNumber(b)) return BigInt(a) === BigInt(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const left = Object.entries(a);
  const right = b as Attributes;
  return left.length === Object.keys(right).length && left.every(([name, value]) => same(value, right[name]));
}

const compare: Record<string, (a: Value, b: Value) => boolean> = {
  "=": same,
  "<>": (a, b) => !same(a, b),
  "<": (a, b) => (order(a, b) ?? 1) < 0,
  "<=": (a, b) => (order(a, b) ?? 1) <= 0,
  ">": (a, b) => (order(a, b) ?? -1) > 0,
  ">=": (a, b) => (order(a, b) ?? -1) >= 0,
};

class Parser {
  private at = 0;
  private readonly list: string[];
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
    this.list = tokens(text);
  }

  peek(): string | undefined {
    return this.list[this.at];
  }
  take(expected?: string): string {
    const token = this.list[this.at++];
    if (token === undefined || (expected !== undefined && token.toUpperCase() !== expected.toUpperCase()))
      throw new InvalidExpression(`expected ${expected ?? "more"} in: ${this.text}`);
    return token;
  }
  accept(wanted: string): boolean {
    if (this.peek()?.toUpperCase() !== wanted.toUpperCase()) return false;
    this.at++;
    return true;
  }
  done(): boolean {
    return this.at === this.list.length;
  }

  path(): string[] {
    const path = [this.take()];
    while (this.accept(".")) path.push(this.take());
    return path;
  }

  operand(): Evaluate<Value> {
    const token = this.peek() ?? "";
    if (token.startsWith(":")) {
      this.take();
      const name = token;
      return (_item, { values }) => {
        if (!(name in values)) throw new InvalidExpression(`no value ${name}`);
        return values[name];
      };
    }
    if (token === "if_not_exists") {
      this.take();
      this.take("(");
      const path = this.path();
      this.take(",");
      const other = this.operand();
      this.take(")");
      return (item, scope) => resolve(item, path, scope) ?? other(item, scope);
    }
    const path = this.path();
    return (item, scope) => resolve(item, path, scope);
  }

  condition(): Evaluate<boolean> {
    let left = this.conjunction();
    while (this.accept("OR")) {
      const [a, b] = [left, this.conjunction()];
      left = (item, scope) => a(item, scope) || b(item, scope);
    }
    return left;
  }

  private conjunction(): Evaluate<boolean> {
    let left = this.negation();
    while (this.accept("AND")) {
      const [a, b] = [left, this.negation()];
      left = (item, scope) => a(item, scope) && b(item, scope);
    }
    return left;
  }

  private negation(): Evaluate<boolean> {
    if (this.accept("NOT")) {
      const inner = this.negation();
      return (item, scope) => !inner(item, scope);
    }
    if (this.accept("(")) {
      const inner = this.condition();
      this.take(")");
      return inner;
    }
    return this.comparison();
  }

  private comparison(): Evaluate<boolean> {
    const token = this.peek();
    if (token === "attribute_exists" || token === "attribute_not_exists") return this.existence(this.take());
    if (token === "begins_with" || token === "contains") return this.textTest(this.take());
    const left = this.operand();
    if (this.accept("BETWEEN")) {
      const low = this.operand();
      this.take("AND");
      const high = this.operand();
      return (item, scope) => {
        const value = left(item, scope);
        return (order(value, low(item, scope)) ?? -1) >= 0 && (order(value, high(item, scope)) ?? 1) <= 0;
      };
    }
    const comparator = compare[this.take()];
    if (!comparator) throw new InvalidExpression(`no such comparison in: ${this.text}`);
    const right = this.operand();
    return (item, scope) => comparator(left(item, scope), right(item, scope));
  }

  private existence(name: string): Evaluate<boolean> {
    this.take("(");
    const path = this.path();
    this.take(")");
    const wanted = name === "attribute_exists";
    return (item, scope) => (resolve(item, path, scope) !== undefined) === wanted;
  }

  private textTest(name: string): Evaluate<boolean> {
    this.take("(");
    const subject = this.operand();
    this.take(",");
    const part = this.operand();
    this.take(")");
    return (item, scope) => {
      const [text, wanted] = [subject(item, scope), part(item, scope)];
      if (typeof text !== "string" || typeof wanted !== "string") return false;
      return name === "begins_with" ? text.startsWith(wanted) : text.includes(wanted);
    };
  }
}

const nameOf = (token: string, { names }: Scope): string => {
  if (!token.startsWith("#")) return token;
  const name = names[token];
  if (name === undefined) throw new InvalidExpression(`no name ${token}`);
  return name;
};

function resolve(item: Attributes, path: readonly string[], scope: Scope): Value {
  let value: Value = item;
  for (const token of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Attributes)[nameOf(token, scope)];
  }
  return value;
}

const conditions = new Map<string, Evaluate<boolean>>();

export function holds(text: string | undefined, item: Attributes | undefined, scope: Scope): boolean {
  if (!text) return true;
  let evaluate = conditions.get(text);
  if (!evaluate) {
    const parser = new Parser(text);
    evaluate = parser.condition();
    if (!parser.done()) throw new InvalidExpression(`cannot read all of: ${text}`);
    conditions.set(text, evaluate);
  }
  return evaluate(item ?? {}, scope);
}

const sum = (a: number | bigint, b: number | bigint): number | bigint => {
  const total = BigInt(a) + BigInt(b);
  return Number.isSafeInteger(Number(total)) ? Number(total) : total;
};

type Change = (before: Attributes, after: Attributes, scope: Scope) => void;

function assign(parser: Parser): Change {
  const target = parser.path();
  if (target.length > 1) throw new InvalidExpression("a nested SET is not used by the product");
  parser.take("=");
  const left = parser.operand();
  const sign = parser.accept("+") ? 1 : parser.accept("-") ? -1 : 0;
  const right = sign === 0 ? undefined : parser.operand();
  if (parser.peek() === "+" || parser.peek() === "-") throw new InvalidExpression("SET takes one operator per value");
  return (before, after, scope) => {
    let value = left(before, scope);
    if (value === undefined) throw new InvalidExpression("the expression refers to an attribute that does not exist");
    if (right) {
      const other = right(before, scope);
      if (!isNumber(value) || !isNumber(other)) throw new InvalidExpression("an operand is not a number");
      value = sum(value, sign === 1 ? other : -BigInt(other));
    }
    after[nameOf(target[0] as string, scope)] = value;
  };
}

function addition(parser: Parser): Change {
  const target = parser.take();
  const operand = parser.operand();
  return (before, after, scope) => {
    const name = nameOf(target, scope);
    const [old, more] = [before[name] ?? 0, operand(before, scope)];
    if (!isNumber(old) || !isNumber(more)) throw new InvalidExpression("ADD takes numbers");
    after[name] = sum(old, more);
  };
}

function removal(parser: Parser): Change {
  const target = parser.take();
  return (_before, after, scope) => {
    delete after[nameOf(target, scope)];
  };
}

const clauses: Record<string, (parser: Parser) => Change> = { SET: assign, ADD: addition, REMOVE: removal };
const updates = new Map<string, Change[]>();

function changesOf(text: string): Change[] {
  const parser = new Parser(text);
  const changes: Change[] = [];
  while (!parser.done()) {
    const clause = clauses[parser.take().toUpperCase()];
    if (!clause) throw new InvalidExpression(`no such clause in: ${text}`);
    do changes.push(clause(parser));
    while (parser.accept(","));
  }
  return changes;
}

/** The item after an update expression; the one before is not touched. */
export function updated(text: string, before: Attributes, scope: Scope): Attributes {
  let changes = updates.get(text);
  if (!changes) {
    changes = changesOf(text);
    updates.set(text, changes);
  }
  const after = { ...before };
  for (const change of changes) change(before, after, scope);
  return after;
}
