import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { openAlertsQuery } from "./alert.api.ts";
import "./alert-badge.css";

/** How many alerts are open; nothing where none is. */
export function AlertBadge() {
  const { data } = useQuery(openAlertsQuery);
  if (!data?.items.length) return null;
  const count = `${data.items.length}${data.nextCursor ? "+" : ""}`;
  const words = count === "1" ? "1 open alert" : `${count} open alerts`;
  return (
    <Link to="/alerts" className="alert-badge" aria-label={words} title={words}>
      {count}
    </Link>
  );
}
