import { Drawer } from "@mantine/core";
import { reasonWords } from "../../../functions/suspense/reason-words.ts";
import { useMay } from "../auth/use-may.ts";
import { Copy } from "../ui/copy.tsx";
import { Instant } from "../ui/figures.tsx";
import { countOf, sentence } from "../ui/format.ts";
import { useLayer } from "../ui/use-layer.ts";
import { ParkedConflict } from "./parked-conflict.tsx";
import { ParkedCustomer } from "./parked-customer.tsx";
import { ParkedDetail } from "./parked-detail.tsx";
import { ParkedRelease } from "./parked-release.tsx";
import { ParkedWriteOff, WrittenOffWords } from "./parked-write-off.tsx";
import { EstimateFigure } from "./stake-figure.tsx";
import type { ParkedView } from "./suspense.api.ts";
import { WaitWords } from "./wait-words.tsx";

/** A member a line where the record is JSON, without those that are empty; any other line as it came. */
function recordText(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), (_name, value) => value ?? undefined, 2);
  } catch {
    return raw;
  }
}

/** One parked record: what is wrong in words, and the record itself. */
export function ParkedRecord({ parked, onClose }: { parked: ParkedView | undefined; onClose(): void }) {
  useLayer(parked !== undefined, onClose);
  const mayAssign = useMay("intake:write", "customers:read", "customers:write");
  const mayCompare = useMay("calls:read");
  const mayDecide = useMay("intake:write", "money:write");
  return (
    <Drawer
      opened={parked !== undefined}
      onClose={onClose}
      size={parked?.reason === "CONFLICT" ? 640 : 520}
      title={parked ? sentence(parked.reason) : ""}
    >
      {parked ? (
        <div className="section">
          <p>
            <ParkedDetail detail={parked.detail} />
          </p>
          <p className="dim">{reasonWords[parked.reason as keyof typeof reasonWords]}</p>
          <p className="dim">
            Line {parked.line}, parked <Instant at={parked.parkedAt} />
            {parked.tries > 0 ? (
              <>
                , tried again {countOf(parked.tries, false, "time")}, last <Instant at={parked.triedAt} />
              </>
            ) : null}
          </p>
          <p>
            At stake: <EstimateFigure {...parked} />
            {parked.estimate ? <span className="dim"> by the rates of today, an estimate</span> : null}
          </p>
          {parked.writtenOff ? (
            <WrittenOffWords writtenOff={parked.writtenOff} />
          ) : (
            <p className="dim">
              <WaitWords wait={parked.wait} />
            </p>
          )}
          {mayDecide ? <ParkedWriteOff key={parked.id} parked={parked} onDone={onClose} /> : null}
          {parked.reason === "UNKNOWN_CUSTOMER" && parked.canRetry && mayAssign ? (
            <ParkedCustomer key={parked.id} parked={parked} onDone={onClose} />
          ) : null}
          {parked.reason === "TOO_OLD" && parked.canRetry && mayDecide ? (
            <ParkedRelease key={parked.id} id={parked.id} onDone={onClose} />
          ) : null}
          {parked.reason === "CONFLICT" && parked.canRetry && mayCompare ? <ParkedConflict id={parked.id} /> : null}
          <h2>
            The record <Copy value={parked.raw} what="record" />
          </h2>
          <pre className="mono raw">{recordText(parked.raw)}</pre>
        </div>
      ) : null}
    </Drawer>
  );
}
