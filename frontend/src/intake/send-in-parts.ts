import { ApiProblem } from "../api/problem.ts";
import { putFile } from "../api/put-file.ts";
import { askParts, joinUpload, type Parts } from "./intake.api.ts";

/** Sends a large file in parts: a connection that breaks costs the part that was on its way, and the sending goes on by itself. */

/** Parts on their way at once: one alone leaves a line idle between two of them. */
const atOnce = 3;
/** Tries in a row that bring nothing before a person is asked; with the pauses some three minutes. */
const mostTries = 10;
const longestPauseMs = 30_000;

export interface Course {
  /** 0 to 100. */
  onProgress(percent: number): void;
  /** Told when the connection is broken and when it is there again. */
  onBroken(broken: boolean): void;
  signal: AbortSignal;
}

/** Until the time is up, the browser is online again, or the sending is stopped. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((go) => {
    const timer = setTimeout(go, ms);
    addEventListener("online", () => go(), { once: true, signal });
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      go();
    });
  });

/** Puts the next parts. @throws what the first that fails threw, when none is on its way any more */
async function putParts(file: File, { next, storedBytes }: Parts, { onProgress, signal }: Course): Promise<void> {
  const sent = new Map<number, number>();
  const say = () => {
    const bytes = [...sent.values()].reduce((sum, one) => sum + one, storedBytes);
    onProgress(Math.min(99, Math.floor((100 * bytes) / file.size)));
  };
  const left = [...next];
  const line = async () => {
    for (let part = left.shift(); part; part = left.shift()) {
      const { number, from, bytes, url } = part;
      const onPart = (percent: number) => {
        sent.set(number, (bytes * percent) / 100);
        say();
      };
      await putFile({ url }, file.slice(from, from + bytes), onPart, signal);
    }
  };
  const lines = await Promise.allSettled(Array.from({ length: atOnce }, line));
  const failed = lines.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

/** A refusal will be one again; a server that is not there, or busy, may be there in a moment. */
const isFinal = (error: unknown): boolean => error instanceof ApiProblem && error.status < 500 && error.status !== 429;

/**
 * Sends what is missing of the file and joins it.
 * @throws ApiProblem for a refusal, Error when it is stopped or the connection stays away: what was sent is kept
 */
export async function sendInParts(id: string, file: File, course: Course): Promise<void> {
  let stored = -1;
  for (let tries = 0; ; ) {
    try {
      const parts = await askParts(id, file.size);
      course.onBroken(false);
      if (parts.stored > stored) tries = 0;
      stored = parts.stored;
      if (parts.next.length === 0) {
        await joinUpload(id);
        return;
      }
      await putParts(file, parts, course);
    } catch (error) {
      if (course.signal.aborted)
        throw new Error("The sending was stopped. What was sent is kept: choose the file again to go on.");
      if (isFinal(error)) throw error;
      if (++tries > mostTries)
        throw new Error("The connection stays broken. What was sent is kept: try again to go on.", { cause: error });
      course.onBroken(true);
      await pause(Math.min(longestPauseMs, 1000 * 2 ** (tries - 1)), course.signal);
    }
  }
}
