/** What the tutorial sends: a rate sheet with faults, and a CDR file with a repeat and a cut-off end. */

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();

/** Line 6 begins while line 5 still holds; 7 repeats 4; 8 is below zero; 9 is above every ceiling. */
export const sheet = () =>
  [
    "prefix,destination,pricePerMinute,connectFee,firstIncrement,nextIncrement,effectiveFrom,effectiveTo",
    "44,United Kingdom,0.0120,0,60,60,,",
    "447,United Kingdom Mobile,0.0350,0,30,6,,",
    "33,France,0.0150,0.0050,1,1,,",
    `49,Germany,0.0100,0,1,1,${inDays(10)},${inDays(30)}`,
    `49,Germany,0.0110,0,1,1,${inDays(20)},`,
    "33,France,0.0160,0,1,1,,",
    "34,Spain,-0.0100,0,1,1,,",
    "39,Italy,99999999,0,1,1,,",
  ].join("\n");

interface Dialled {
  id: string;
  cld: string;
  seconds: number;
  sipCode: number;
}

const secondsText = (ms: number) => (ms / 1000).toFixed(3);

/** A call as Kamailio writes it, one hour old. */
function kamailioLine({ id, cld, seconds, sipCode }: Dialled, n: number, anHourAgo: number): string {
  const setup = anHourAgo + n * 120_000;
  const end = setup + 5000 + seconds * 1000;
  return JSON.stringify({
    call_id: id,
    from_tag: "t1",
    src_ip: "203.0.113.7",
    cli_in: "442079460100",
    cld_in: cld,
    duration: secondsText(seconds * 1000),
    sip_code: String(sipCode),
    setup_time: secondsText(setup),
    start_time: secondsText(setup + 5000),
    end_time: secondsText(end),
  });
}

/** Five calls, one of them twice, and a last line that was cut off. */
export function cdrFile(): Buffer {
  const calls: Dialled[] = [
    { id: "busy", cld: "33155501234", seconds: 0, sipCode: 486 },
    { id: "london", cld: "442079460018", seconds: 61, sipCode: 200 },
    { id: "mobile", cld: "447700900123", seconds: 61, sipCode: 200 },
    { id: "paris", cld: "33155501234", seconds: 90, sipCode: 200 },
    { id: "elsewhere", cld: "210123456", seconds: 30, sipCode: 200 },
  ];
  const anHourAgo = Date.now() - 3_600_000;
  const lines = calls.map((call, n) => kamailioLine(call, n, anHourAgo));
  return Buffer.from([...lines, lines[1], lines[0]?.slice(0, 90)].join("\n"));
}
