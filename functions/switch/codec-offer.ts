import type { TraceStep } from "../rating/trace.ts";

/** Names of codecs as SIP writes them; a rate after a slash says nothing here (`PCMU/8000`). */
const plain = (codec: string): string => (codec.split("/")[0] ?? "").trim().toUpperCase();

export interface CodecRule {
  codecChecking: boolean;
  codecs: readonly string[];
}

export type CodecOutcome =
  | { kind: "allowed"; codecs: string[]; steps: TraceStep[] }
  | { kind: "refused"; detail: string; steps: TraceStep[] };

/** The list narrows the caller's offer and never widens it. An offer that was not sent cannot be refused. */
export function codecsFor(offered: readonly string[] | undefined, { codecChecking, codecs }: CodecRule): CodecOutcome {
  const step = "codecs";
  if (!codecChecking) return { kind: "allowed", codecs: [...(offered ?? [])], steps: [] };
  if (offered === undefined) {
    const detail = `The switch did not say what the caller offers; ${codecs.join(", ")} are allowed.`;
    return { kind: "allowed", codecs: [...codecs], steps: [{ step, outcome: "CODECS_NOT_SENT", detail }] };
  }
  const names = new Set(offered.map(plain));
  const common = codecs.filter((codec) => names.has(plain(codec)));
  const detail = `Offered ${offered.join(", ") || "none"}; allowed ${codecs.join(", ")}.`;
  if (common.length === 0) return { kind: "refused", detail, steps: [{ step, outcome: "none in common", detail }] };
  return { kind: "allowed", codecs: common, steps: [{ step, outcome: common.join(", "), detail }] };
}
