import type { ReactNode } from "react";
import { useBranding } from "../settings/branding.api.ts";
import { Brand, useTitle } from "../ui/brand.tsx";
import "./sign-in.css";

/** A page for whoever is not signed in: whose system it is, what it is about, and whom to ask. */
export function Outside({ title, children }: { title: string; children: ReactNode }) {
  const { supportEmail } = useBranding();
  useTitle(title);
  return (
    <main className="sign-in">
      <div className="sign-in-form">
        <p className="sign-in-brand">
          <Brand height={24} />
        </p>
        <h1>{title}</h1>
        {children}
        {supportEmail ? (
          <p className="dim">
            Help: <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
          </p>
        ) : null}
      </div>
    </main>
  );
}
