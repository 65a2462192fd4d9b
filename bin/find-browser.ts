import path from "node:path";

/** What the search may look at; a test pretends another machine. */
export interface Machine {
  platform: string;
  env: Record<string, string | undefined>;
  exists: (file: string) => boolean;
}

const linuxNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const macApps = ["Google Chrome", "Chromium", "Microsoft Edge"];
const windowsPaths = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"];

function places({ platform, env }: Machine): string[] {
  const onPath = (env["PATH"] ?? "").split(platform === "win32" ? ";" : ":");
  if (platform === "darwin") {
    const folders = ["/Applications", path.posix.join(env["HOME"] ?? "/", "Applications")];
    return macApps.flatMap((app) => folders.map((folder) => `${folder}/${app}.app/Contents/MacOS/${app}`));
  }
  if (platform === "win32") {
    const folders = [env["ProgramFiles"], env["ProgramFiles(x86)"], env["LOCALAPPDATA"]];
    return windowsPaths.flatMap((name) => folders.flatMap((folder) => (folder ? [`${folder}\\${name}`] : [])));
  }
  return linuxNames.flatMap((name) => ["/usr/bin", ...onPath].map((folder) => path.posix.join(folder, name)));
}

/**
 * The Chromium, Chrome or Edge that browser tests run in, or undefined.
 * @throws Error when CHROMIUM_PATH names a file that is not there: a wrong setting must not look like no setting.
 */
export function findBrowser(machine: Machine): string | undefined {
  const chosen = machine.env["CHROMIUM_PATH"];
  if (chosen && !machine.exists(chosen)) throw new Error(`CHROMIUM_PATH is ${chosen}, and there is no such file.`);
  return chosen || places(machine).find(machine.exists);
}
