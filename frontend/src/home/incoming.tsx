import { Link } from "@tanstack/react-router";
import { Instant } from "../ui/figures.tsx";
import { countOf, countText, sentence } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import type { HomeIntake } from "./home.api.ts";

/** What waits to be charged, how old the newest CDR of each source is, and the last files. */
export function Incoming({ intake }: { intake: HomeIntake }) {
  return (
    <>
      <Waiting waiting={intake.waiting} />
      {intake.sources.length > 0 ? <Sources sources={intake.sources} /> : null}
      {intake.files.length > 0 ? <Files files={intake.files} /> : null}
    </>
  );
}

function Waiting({ waiting }: Pick<HomeIntake, "waiting">) {
  const total = waiting.reduce((sum, { count }) => sum + count, 0);
  return (
    <section className="section" aria-label="Needs attention">
      <h2>Needs attention</h2>
      <p className="dim">
        {total === 0
          ? "Nothing. Every record that came in was charged."
          : `${countOf(total, false, "record")} in suspense`}
      </p>
      <dl className="facts home-facts">
        {waiting.map(({ reason, count }) => (
          <div key={reason}>
            <dt>
              <Link to="/suspense" search={{ reason }}>
                {sentence(reason)}
              </Link>
            </dt>
            <dd className="figure">{countText(count)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const Sources = ({ sources }: Pick<HomeIntake, "sources">) => (
  <section className="section" aria-label="CDR sources">
    <h2>CDR sources</h2>
    <p className="dim">When the newest record came</p>
    <dl className="facts home-facts">
      {sources.map(({ id, name, state, lastCdrAt }) => (
        <div key={id}>
          <dt>
            <Link to="/intake/$sourceId" params={{ sourceId: id }}>
              {name}
            </Link>
          </dt>
          <dd>
            {state === "SILENT" ? <Status value="SILENT" tone="bad" label="Silent" /> : null}{" "}
            {lastCdrAt ? <Instant at={lastCdrAt} relative /> : <span className="dim">nothing yet</span>}
          </dd>
        </div>
      ))}
    </dl>
  </section>
);

const words = { queued: "waits", running: "is read", done: "read", failed: "could not be read" } as const;

const Files = ({ files }: Pick<HomeIntake, "files">) => (
  <section className="section" aria-label="Last files">
    <h2>Last files</h2>
    <ul className="home-links">
      {files.map(({ id, fileName, source, createdAt, status, progress, records }) => (
        <li key={id}>
          <Link to="/intake">{fileName}</Link>{" "}
          {status === "failed" ? <Status value="FAILED" tone="bad" label="Could not be read" /> : null}
          <div className="dim">
            {source}, <Instant at={createdAt} relative />
            {status === "failed" ? "" : `, ${words[status]}`}
            {status === "running" ? ` ${progress} %` : ""}
            {status === "done" ? `, ${countOf(records, false, "record")}` : ""}
          </div>
        </li>
      ))}
    </ul>
  </section>
);
