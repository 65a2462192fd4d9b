import { readingTogether } from "../../functions/platform/read-together.ts";
import { replaceSend, type Send } from "../../functions/platform/table.ts";

/** The names of the commands that go to the table, behind the gathering of reads, until `stop`. */
export function gathered(through: (inner: Send) => Send = (inner) => inner) {
  const sent: string[] = [];
  const stop = replaceSend((inner) => {
    const next = through(inner);
    return readingTogether((command) => {
      sent.push(command.constructor.name);
      return next(command);
    });
  });
  return { sent, stop };
}
