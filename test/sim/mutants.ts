import { chainMutants } from "./chain-mutants.ts";
import type { Mutant } from "./mutant.ts";

const store = "functions/ledger/ledger.store.ts";
const plan = "functions/ledger/posting-plan.ts";
const draft = "functions/ledger/posting-draft.ts";
const balance = "functions/ledger/balance.ts";
const seen = "functions/cdrs/seen.ts";
const tries = "functions/ledger/attempt.flow.ts";
const post = "functions/ledger/post-calls.flow.ts";
const pay = "functions/payments/book-payment.flow.ts";

export const mutants: readonly Mutant[] = [
  {
    name: "marks are written whatever version was read",
    file: store,
    find: 'v === 0 ? absent : unchanged("v", v)',
    replace: "v === 0 ? absent : undefined",
    seed: 367,
  },
  {
    name: "first marks are written over others",
    file: store,
    find: 'v === 0 ? absent : unchanged("v", v)',
    replace: 'v === 0 ? undefined : unchanged("v", v)',
    seed: 162,
  },
  {
    name: "marks have no condition at all",
    file: store,
    find: 'v === 0 ? absent : unchanged("v", v)',
    replace: "undefined",
    seed: 130,
  },
  {
    name: "a balance is written whatever it was",
    file: store,
    find: 'const when = unchanged("seq", before.seq);',
    replace: 'const when = { expression: "attribute_exists(#pk)" };',
  },
  {
    name: "avail is overwritten, not added to",
    file: store,
    find: "avail: after.bal - before.bal + given.released + after.creditLimit - before.creditLimit,",
    replace: "avail: after.bal - before.bal + after.creditLimit - before.creditLimit,",
  },
  {
    name: "reserved money is not given back",
    file: store,
    find: 'sets.push("#reserved = #reserved - :released")',
    replace: 'sets.push("#reserved = #reserved + :zero")',
  },
  {
    name: "sessions are not given back",
    file: store,
    find: 'sets.push("#sessions = #sessions - :sessions")',
    replace: 'sets.push("#sessions = #sessions + :sessions - :sessions")',
  },
  {
    name: "a reservation goes whatever it holds by now",
    file: store,
    find: "#amt = :amt AND #live = :live",
    replace: "#amt = :amt OR #live = :live OR attribute_exists(#pk)",
  },
  {
    name: "a reservation goes although its sessions were given back",
    file: store,
    find: '{ expression: "#amt = :amt AND #live = :live", values: { amt, live } }',
    replace: '{ expression: "#amt = :amt", values: { amt } }',
  },
  {
    name: "a reservation that is gone is given back again",
    file: store,
    find: "return remove(keys.reservation(account, authorizationId), when);",
    replace: "return remove(keys.reservation(account, authorizationId));",
  },
  {
    name: "device sessions are not given back",
    file: store,
    find: "values: { minus: -sessions }",
    replace: "values: { minus: 0 * sessions }",
  },
  {
    name: "a finished day is not booked",
    file: store,
    find: "finished ? [usageWrite(account, finished)] : []",
    replace: "[]",
  },
  {
    name: "marks are not written",
    file: store,
    find: "...transaction.marks.map(markWrite),",
    replace: "",
  },
  {
    name: "blocks are not written",
    file: store,
    find: "...transaction.blocks.map(blockWrite),",
    replace: "",
  },
  {
    name: "a block is written over another",
    file: store,
    find: "block: encodeBlock(block.rows),\n  };\n  return put(item, absent);",
    replace: "block: encodeBlock(block.rows),\n  };\n  return put(item);",
  },
  {
    name: "seq is not raised",
    file: store,
    find: "seq: before.seq + 1 };",
    replace: "seq: before.seq };",
  },
  {
    name: "equal identities of a batch are all charged",
    file: plan,
    find: "else if (winner) folded",
    replace: "else if (winner && at < 0) folded",
  },
  {
    name: "known calls are charged again",
    file: plan,
    find: "if (mark) settled",
    replace: "if (mark && at < 0) settled",
  },
  {
    name: "age is not looked at",
    file: plan,
    find: "at - call.row.cdr.setupMs > maxAgeMs",
    replace: "at < 0",
  },
  {
    name: "age is looked at before the mark",
    file: plan,
    find: "if (mark) settled.push({ call, as: compareWithMark(mark, call.row) });\n    else if (at - call.row.cdr.setupMs > maxAgeMs)",
    replace:
      "if (mark && at - call.row.cdr.setupMs <= maxAgeMs) settled.push({ call, as: compareWithMark(mark, call.row) });\n    else if (at - call.row.cdr.setupMs > maxAgeMs)",
  },
  {
    name: "other content passes for the same call",
    file: seen,
    find: 'if (mark.content !== print.content) return "conflict";',
    replace: "",
  },
  {
    name: "a redelivery passes for a duplicate",
    file: seen,
    find: '? "redelivered" : "duplicate"',
    replace: '? "duplicate" : "redelivered"',
  },
  {
    name: "a full set of marks is not split",
    file: seen,
    find: "if (marks.length <= limit * markBytes)",
    replace: "if (marks.length > 0)",
  },
  {
    name: "the parent of a split is not marked as split",
    file: seen,
    find: "split: true }",
    replace: "split: false }",
  },
  {
    name: "marks go to the wrong half",
    file: seen,
    find: "bits += bitOf(identity, bits.length);",
    replace: "bits += bitOf(identity, bits.length + 1);",
  },
  {
    name: "marks die before the last delivery",
    file: seen,
    find: "const markLifeMs = 100 * dayMs",
    replace: "const markLifeMs = 20 * dayMs",
  },
  {
    name: "split parts are not read",
    file: seen,
    find: "split: z.boolean().default(false)",
    replace: "split: z.boolean().default(false).transform(() => false)",
  },
  {
    name: "a refusal passes for success",
    file: tries,
    find: 'case "condition":',
    replace: 'case "condition": return "done";',
  },
  {
    name: "a conflict passes for success",
    file: tries,
    find: 'case "conflict":',
    replace: 'return "again"; case "conflict": return "done";',
  },
  {
    name: "a throttle passes for success",
    file: tries,
    find: 'case "throttled":',
    replace: 'case "throttled": if (Date.now() > 0) return "done";',
  },
  {
    name: "a missing answer passes for success",
    file: tries,
    find: 'return "unknown";',
    replace: 'return "done";',
  },
  {
    name: "a throttle hides behind a condition",
    file: "functions/platform/cancellation.ts",
    find: 'if (codes.some((code) => throttles.has(code))) return { kind: "throttled" };',
    replace: 'if (codes.some((code) => throttles.has(code))) return { kind: "bug", detail: "" };',
  },
  {
    name: "a conflict is taken for a fault of the request",
    file: "functions/platform/cancellation.ts",
    find: 'if (codes.includes("TransactionConflict")) return { kind: "conflict" };',
    replace: 'if (codes.includes("TransactionConflict")) return { kind: "bug", detail: "" };',
  },
  {
    name: "what is not posted passes for posted",
    file: post,
    find: '?? "unposted"',
    replace: '?? "posted"',
  },
  {
    name: "calls of the second level are free",
    file: draft,
    find: "tax: row.tax }, ...row.upper];",
    replace: "tax: row.tax }, ...row.upper.map((u) => ({ ...u, charge: 0n }))];",
  },
  {
    name: "late calls fall into the period before",
    file: balance,
    find: "if (epochMs < row.periodUntil)",
    replace:
      'if (epochMs < row.periodFrom && row.openPeriod > 1) return { cell: "roll", period: row.openPeriod - 1, late: true };\n  if (epochMs < row.periodUntil)',
  },
  {
    name: "calls of the next period are counted in the open one",
    file: balance,
    find: 'return { cell: "next", period: row.openPeriod + 1, late: false }',
    replace: 'return { cell: "roll", period: row.openPeriod + 1, late: false }',
  },
  {
    name: "a close forgets what the next period already holds",
    file: balance,
    find: "roll: row.next,",
    replace: "roll: noTotals,",
  },
  {
    name: "a closing leaves out what was paid",
    file: balance,
    find: "const closing = row.opening + netOf(row.roll);",
    replace: "const closing = row.opening + netOf({ ...row.roll, pay: 0n });",
  },
  {
    name: "a closed period is not frozen",
    file: "functions/ledger/close-period.flow.ts",
    find: "...frozen.map((period) => frozenWrite(account, period)),",
    replace: "",
  },
  {
    name: "the day does not turn",
    file: balance,
    find: "if (at < row.day.until) return",
    replace: "if (at > 0) return",
  },
  {
    name: "a payment's key is not guarded",
    file: "functions/payments/payment.store.ts",
    find: "request },\n    absent,",
    replace: "request },",
  },
  {
    name: "a payment's key is not written",
    file: pay,
    find: "paymentMark(account, entry, requestHash(request)),",
    replace: "",
  },
  {
    name: "an earlier payment is not looked for",
    file: pay,
    find: "if (booked) return booked;",
    replace: "",
  },
  {
    name: "new terms leave the open period as it was",
    file: balance,
    find: "const closed = closePeriod({ ...row, periodUntil: until });",
    replace: "const closed = { row, frozen: closePeriod(row).frozen };",
  },
  {
    name: "new limits leave avail as it was",
    file: store,
    find: "more: after - before,",
    replace: "more: 0,",
  },
  ...chainMutants,
];
