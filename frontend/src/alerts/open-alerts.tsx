import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { alertKinds } from "../../../functions/alerts/alert-kinds.ts";
import { Instant } from "../ui/figures.tsx";
import { openAlertsQuery } from "./alert.api.ts";

const mostShown = 6;

/** The open alerts on the home page; nothing where none is. */
export function OpenAlerts() {
  const { data } = useQuery(openAlertsQuery);
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  const newest = items.toSorted((one, other) => (one.openedAt < other.openedAt ? 1 : -1)).slice(0, mostShown);
  return (
    <section className="section" aria-label="Alerts">
      <h2>Alerts</h2>
      <ul className="home-links">
        {newest.map(({ id, kind, text, page, openedAt }) => (
          <li key={id}>
            <Link to={page}>{text}</Link>{" "}
            <span className="dim">
              {alertKinds[kind].title}, <Instant at={openedAt} relative />
            </span>
          </li>
        ))}
      </ul>
      {items.length > newest.length ? (
        <Link to="/alerts">
          All {items.length}
          {data?.nextCursor ? " and more" : ""}
        </Link>
      ) : null}
    </section>
  );
}
