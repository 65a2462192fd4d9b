/** What a browser calls itself, for people: `Firefox on Linux`. Whoever pretends to be another comes last. */
const browsers: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

const nameIn = (known: typeof browsers, agent: string) => known.find(([mark]) => mark.test(agent))?.[1];

export function browserName(agent: string | null): string {
  if (agent === null) return "Unknown";
  const [browser, system] = [nameIn(browsers, agent), nameIn(systems, agent)];
  return browser && system ? `${browser} on ${system}` : (browser ?? agent.slice(0, 40));
}
