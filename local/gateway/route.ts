export interface Match {
  routeKey: string;
  functionName: string;
  pathParameters: Record<string, string>;
}

export interface Route {
  routeKey: string;
  functionName: string;
}

/** Static parts win over parameters, and parameters over `{name+}`; a method wins over ANY ("Working with routes"). */
const rank = (routeKey: string): number =>
  (routeKey.includes("+}") ? 4 : routeKey.includes("{") ? 2 : 0) + (routeKey.startsWith("ANY ") ? 1 : 0);

function compile({ routeKey, functionName }: Route) {
  const [method = "", template = ""] = routeKey.split(" ");
  const names: string[] = [];
  const pattern = template
    .replace(/[.*()[\]\\^$|?]/g, "\\$&")
    .replace(/\{([\w-]+)(\+?)\}/g, (_, name: string, greedy) => {
      names.push(name);
      return greedy ? "(.+)" : "([^/]+)";
    });
  return { routeKey, functionName, method, names, pattern: new RegExp(`^${pattern}$`) };
}

/** Finds which function a request is for. */
export function makeRouter(routes: readonly Route[]) {
  const compiled = routes.map(compile).sort((one, other) => rank(one.routeKey) - rank(other.routeKey));
  return (method: string, path: string): Match | undefined => {
    for (const route of compiled) {
      const found = route.method === "ANY" || route.method === method ? route.pattern.exec(path) : null;
      if (!found) continue;
      const pathParameters = Object.fromEntries(route.names.map((name, index) => [name, found[index + 1] ?? ""]));
      return { routeKey: route.routeKey, functionName: route.functionName, pathParameters };
    }
    return undefined;
  };
}
