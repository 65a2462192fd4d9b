import { createInterface } from "node:readline/promises";

/** What a person types. Without a person (no terminal, or the input ends) it is nothing. */
export async function ask(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await Promise.race([
      reader.question(question),
      new Promise<string>((resolve) => reader.once("close", () => resolve(""))),
    ]);
  } finally {
    reader.close();
  }
}
