import { useQuery } from "@tanstack/react-query";
import { Instant } from "../ui/figures.tsx";
import { countOf } from "../ui/format.ts";
import { changesOf, isOver, type Replay, replaysQuery } from "./replay.api.ts";

function stateOf(replay: Replay): string {
  const records = countOf(changesOf(replay), false, "record");
  if (replay.status === "failed") return "could not be read again";
  if (!isOver(replay)) return replay.phase === "trial" ? "being tried" : "being done";
  return replay.phase === "trial" ? `tried, ${records} would change` : `done, ${records}`;
}

interface EarlierReplaysProps {
  source: string;
  /** Names of files by the ids of their uploads. */
  fileNames: ReadonlyMap<string, string>;
  open(id: string): void;
}

/** The source's last replays: one whose drawer was closed is found again, tried or at work. */
export function EarlierReplays({ source, fileNames, open }: EarlierReplaysProps) {
  const { data } = useQuery(replaysQuery(source));
  if (!data || data.items.length === 0) return null;
  return (
    <section className="section" aria-label="Earlier replays">
      <h2>Earlier replays</h2>
      <ul>
        {data.items.map((replay) => (
          <li key={replay.id}>
            <button type="button" className="link-button" onClick={() => open(replay.id)}>
              {replay.upload === null ? replay.day : (fileNames.get(replay.upload) ?? replay.upload)}
            </button>{" "}
            <span className="dim">
              {stateOf(replay)}, <Instant at={replay.createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
