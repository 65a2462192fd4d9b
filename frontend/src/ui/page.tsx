import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTitle } from "./brand.tsx";
import { type ApiCall, ViewAsApi } from "./view-as-api.tsx";

interface PageProps {
  title: string;
  /** Shown instead of the bare title, for a name with badges beside it. */
  heading?: ReactNode;
  /** Where the page above is. */
  up?: { to: string; label: string };
  actions?: ReactNode;
  /** The API call that this page stands on. */
  call?: ApiCall | undefined;
  children: ReactNode;
}

/** The frame of every page: document title, one h1, actions, the API call behind it. */
export function Page({ title, heading, up, actions, call, children }: PageProps) {
  useTitle(title);
  return (
    <div className="page">
      <header className="page-head">
        <div className="page-title">
          {up ? (
            <Link to={up.to} className="up">
              {up.label}
            </Link>
          ) : null}
          <h1>{heading ?? title}</h1>
        </div>
        <div className="page-actions">
          {call ? <ViewAsApi call={call} /> : null}
          {actions}
        </div>
      </header>
      {children}
    </div>
  );
}
