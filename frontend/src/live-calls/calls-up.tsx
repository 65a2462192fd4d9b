import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { countText } from "../ui/format.ts";
import { callsUpQuery } from "./live-call.api.ts";

/** How many calls are up now, on the home page. */
export function CallsUp() {
  const { data } = useQuery(callsUpQuery);
  if (!data) return null;
  return (
    <section className="section" aria-label="Live calls">
      <h2>Live calls</h2>
      <dl className="facts home-facts">
        <dt>
          <Link to="/live">Up now</Link>
        </dt>
        <dd className="figure">
          {countText(data.total)}
          {data.isCut ? "+" : ""}
        </dd>
      </dl>
    </section>
  );
}
