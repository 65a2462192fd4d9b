import type { CallColumns } from "./call-columns.ts";
import { type BlockName, callId } from "./call-id.ts";
import type { FoundCall, PlacedCall } from "./call-order.ts";
import type { SeenCall } from "./call-row.ts";

/** Where a call was posted: its block, told apart and as it is named, and its place there. */
interface CallOrigin {
  of: BlockName & { block: string };
  index: number;
}

/** A call among packed ones. What nobody asks for is not read. */
class PackedCall implements FoundCall, SeenCall {
  /** Moved only while calls are looked at; one that is handed out stays where it is. */
  row = 0;
  private readonly calls: PackedCalls;

  constructor(calls: PackedCalls) {
    this.calls = calls;
  }

  static at(calls: PackedCalls, row: number): PackedCall {
    const call = new PackedCall(calls);
    call.row = row;
    return call;
  }

  get seen(): SeenCall {
    return this;
  }
  get cdr(): SeenCall["cdr"] {
    return this;
  }
  get vendor(): SeenCall["vendor"] {
    return this;
  }

  get setupMs(): number {
    return this.calls.columns.record.setupMs.at(this.row);
  }
  get answeredMs(): number | null {
    return this.calls.columns.answeredMs(this.row);
  }
  get cliReceived(): string {
    return this.calls.columns.record.cliReceived.at(this.row);
  }
  get cldReceived(): string {
    return this.calls.columns.record.cldReceived.at(this.row);
  }
  get cli(): string {
    return this.calls.columns.record.cli.at(this.row);
  }
  get cld(): string {
    return this.calls.columns.record.cld.at(this.row);
  }
  get direction(): SeenCall["cdr"]["direction"] {
    return this.calls.columns.record.texts.direction.at(this.row) as SeenCall["cdr"]["direction"];
  }
  get causeText(): string | null {
    return this.calls.columns.record.texts.causeText.at(this.row);
  }
  get sipCode(): number | null {
    return this.calls.columns.record.sipCode.at(this.row);
  }
  get q850(): number | null {
    return this.calls.columns.record.q850.at(this.row);
  }
  get source(): string {
    return this.calls.columns.rating.texts.source.at(this.row) ?? "";
  }
  get deviceId(): string | null {
    return this.calls.columns.rating.texts.deviceId.at(this.row);
  }
  get destination(): string | null {
    return this.calls.columns.rating.texts.destination.at(this.row);
  }
  get prefix(): string | null {
    return this.calls.columns.rating.prefix.at(this.row);
  }
  get durationSeconds(): number {
    return this.calls.columns.durationSeconds(this.row);
  }
  get billedSeconds(): number {
    return this.calls.columns.billedSeconds(this.row);
  }
  get charge(): bigint {
    return this.calls.columns.rating.charge.at(this.row);
  }
  get tax(): bigint {
    return this.calls.columns.rating.tax.at(this.row);
  }
  get vendorId(): string | null {
    return this.calls.columns.vendors.vendorId.at(this.row);
  }
  get gatewayId(): string | null {
    return this.calls.columns.vendors.gatewayId.at(this.row);
  }

  get block(): string {
    return this.calls.originOf(this.row).of.block;
  }
  get index(): number {
    return this.calls.originOf(this.row).index;
  }

  placed(): PlacedCall {
    return this.calls.placed(this.row);
  }
}

/** Calls that are packed together: of a block, or of a part of a day's file. */
export class PackedCalls {
  readonly columns: CallColumns;
  readonly originOf: (row: number) => CallOrigin;
  private readonly account: string;

  constructor(account: string, columns: CallColumns, originOf: (row: number) => CallOrigin) {
    this.account = account;
    this.columns = columns;
    this.originOf = originOf;
  }

  placed(at: number): PlacedCall {
    const { account, columns } = this;
    const { of, index } = this.originOf(at);
    const row = columns.row(at);
    return { id: callId({ account, ...of, row: index }), row, setupMs: row.cdr.setupMs, block: of.block, index };
  }

  all = (): PlacedCall[] => Array.from({ length: this.columns.rows }, (_, row) => this.placed(row));

  found(isWanted: (call: SeenCall) => boolean): FoundCall[] {
    const found: FoundCall[] = [];
    const { rows } = this.columns;
    const looked = new PackedCall(this);
    for (let row = 0; row < rows; row++) {
      looked.row = row;
      if (isWanted(looked)) found.push(PackedCall.at(this, row));
    }
    return found;
  }
}
