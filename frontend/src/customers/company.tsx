import { Status } from "../ui/status.tsx";

/** A customer's company; a demo is never shown without saying so. */
export function Company({ company, customerType }: { company: string; customerType: string }) {
  return (
    <>
      {company} {customerType === "DEMO" ? <Status value="DEMO" /> : null}
    </>
  );
}

/** The same where only text can stand. */
export const companyText = ({ company, customerType }: { company: string; customerType: string }): string =>
  customerType === "DEMO" ? `${company} · DEMO` : company;
