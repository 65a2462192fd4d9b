import { Button, Menu } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { customerInvoicesQuery, type InvoiceLine, invoiceQuery } from "../invoices/invoice.api.ts";
import type { ComparisonView, DestinationView } from "./comparison.api.ts";
import { overchargedIn } from "./overcharged.ts";

const CreditForm = lazy(async () => ({ default: (await import("../invoices/credit-form.tsx")).CreditForm }));

interface CreditProps {
  job: ComparisonView;
  lines: readonly DestinationView[];
}

const overlaps = ({ from, to }: ComparisonView, { periodFrom, periodTo, status }: InvoiceLine): boolean =>
  status !== "VOID" && Date.parse(periodFrom) < Date.parse(to) && Date.parse(periodTo) > Date.parse(from);

/** A credit note over what we asked more than they say; nothing where no invoice of the period is there or nobody may. */
export function CreditFromComparison({ job, lines }: CreditProps) {
  const mayCredit = useMay("money:write");
  if (!mayCredit || job.account === null || overchargedIn(lines).size === 0) return null;
  return <CreditMenu job={job} lines={lines} account={job.account} />;
}

function CreditMenu({ job, lines, account }: CreditProps & { account: string }) {
  const { data } = useInfiniteQuery(customerInvoicesQuery(account));
  const [number, setNumber] = useState<string>();
  const invoices = (data?.pages.flatMap(({ items }) => items) ?? []).filter((one) => overlaps(job, one));
  if (invoices.length === 0) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">Raise credit note</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>To which invoice</Menu.Label>
          {invoices.map((one) => (
            <Menu.Item key={one.number} onClick={() => setNumber(one.number)}>
              {one.number}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {number === undefined ? null : (
        <Credit job={job} lines={lines} account={account} number={number} onClose={() => setNumber(undefined)} />
      )}
    </>
  );
}

interface Chosen extends CreditProps {
  account: string;
  number: string;
  onClose(): void;
}

/** The form of the invoice's own page, filled in: what is proposed can be changed, and nothing is issued before that. */
function Credit({ job, lines, account, number, onClose }: Chosen) {
  const { data: invoice } = useQuery(invoiceQuery(account, number));
  if (!invoice) return null;
  const reason = `Calls from ${job.from.slice(0, 10)} compared with ${job.fileName ?? "your totals"}`.slice(0, 300);
  // A credit note names net amounts.
  const nets = job.settings.taxIncluded ? new Map<string, string>() : overchargedIn(lines);
  return (
    <Suspense>
      <CreditForm invoice={invoice} onClose={onClose} proposed={{ reason, nets }} />
    </Suspense>
  );
}
