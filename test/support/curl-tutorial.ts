import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

/** The commands of a section of the README, as a person would type them one after another. */
function commandsOf(section: string): string {
  const text = readme.split(/^## /m).find((part) => part.startsWith(section)) ?? "";
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, commands]) => commands).join("\necho\n");
}

/** The README's tutorial, word by word, on a stack that runs at this port. */
export function runTutorial(port: number, password: string) {
  const script = commandsOf("Tutorial with curl")
    .replace("http://127.0.0.1:8080", `http://127.0.0.1:${port}`)
    .replace("the password that npm start printed", password);
  const cwd = mkdtempSync(join(tmpdir(), "switchbook-tutorial-"));
  return spawnSync("sh", ["-eu", "-c", script], { cwd, encoding: "utf8", timeout: 100_000 });
}
