import { ResellerName } from "../resellers/reseller-name.tsx";
import { Money } from "../ui/figures.tsx";
import type { CallView } from "./call.api.ts";
import { TraceSteps } from "./trace-steps.tsx";

/** What each reseller above the customer pays for the call, what it keeps, and why; as far up as one may see. */
export function CallLevels({ call, currency }: { call: CallView; currency: string }) {
  return (
    <section aria-label="Resellers">
      <h2>Resellers</h2>
      {call.levels.map(({ account, charge, tax, margin, trace }) => (
        <details key={account}>
          <summary>
            <ResellerName account={account} plain /> pays <Money value={charge} currency={currency} least={4} />
            {Number(tax) > 0 ? (
              <span className="dim">
                {" "}
                of which tax <Money value={tax} least={4} />
              </span>
            ) : null}
            , keeps <Money value={margin} currency={currency} least={4} />
          </summary>
          {trace.length > 0 ? <TraceSteps trace={trace} /> : <p className="dim">Nothing is charged for it.</p>}
        </details>
      ))}
    </section>
  );
}
