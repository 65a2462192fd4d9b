/** What many operations of the document repeat word for word stands once under `components`, and is referred to. */

interface Parameter {
  name: string;
}
export interface Sharing {
  parameters?: (Parameter | { $ref: string })[];
  responses?: Record<string, object>;
}
interface Shared {
  parameters: Record<string, object>;
  responses: Record<string, object>;
}

/** What every operation for API keys answers above the limit of one. */
export const tooManyRef = { $ref: "#/components/responses/TooManyRequests" };
const tooMany = {
  description: "Too many requests of one API key in this second, or attempts to sign in",
  headers: { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } } },
};

const isNamed = (one: object): one is Parameter => "name" in one;

/** The parameters that two operations or more have in common; of one name the commonest. */
function commonParameters(operations: readonly Sharing[]): Map<string, string> {
  const counts = new Map<string, number>();
  const every = operations.flatMap(({ parameters = [] }) => parameters).filter(isNamed);
  for (const one of every) counts.set(JSON.stringify(one), (counts.get(JSON.stringify(one)) ?? 0) + 1);
  const common = new Map<string, string>();
  for (const [text, count] of [...counts].sort(([, a], [, b]) => a - b))
    if (count > 1) common.set((JSON.parse(text) as Parameter).name, text);
  return common;
}

/** Puts references in the place of what is common, and answers with what they lead to, in the order of the names. */
export function share(operations: readonly Sharing[]): Shared {
  const common = commonParameters(operations);
  const refused = operations[0]?.responses?.["default"] ?? {};
  const same = JSON.stringify(refused);
  for (const operation of operations) {
    for (const [at, one] of operation.parameters?.entries() ?? [])
      if (isNamed(one) && common.get(one.name) === JSON.stringify(one))
        operation.parameters?.splice(at, 1, { $ref: `#/components/parameters/${one.name}` });
    for (const [status, response] of Object.entries(operation.responses ?? {}))
      if (operation.responses && JSON.stringify(response) === same)
        operation.responses[status] = { $ref: "#/components/responses/Refused" };
  }
  const parameters = [...common].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => [name, JSON.parse(text)]);
  return {
    parameters: Object.fromEntries(parameters),
    responses: { Refused: refused, TooManyRequests: { ...refused, ...tooMany } },
  };
}
