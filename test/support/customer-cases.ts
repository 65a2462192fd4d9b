/**
 * Every rule of the customer form: one value that is right and one that is wrong. The API tests and the browser tests
 * read the same table. `with` sets further fields that the case needs; `field` is where the fault must be shown.
 */
export interface CustomerCase {
  field: string;
  good: unknown;
  bad: unknown;
  because: string;
  with?: Record<string, unknown>;
}

const vat = { taxFlag: "VAT", taxes: [{ name: "VAT", percent: "19" }], taxNumber: "DE123456789" };
/** The limits of the night are there when the night is. */
const night = { nightHours: "22:00-06:00" };

export const customerCases: readonly CustomerCase[] = [
  {
    field: "customerType",
    good: "DEMO",
    bad: "TRIAL",
    because: "a customer is LIVE or DEMO",
    with: { maxCallSessions: 2, callSessionsPerSecond: 1, maxCallMinutes: 2 },
  },
  { field: "username", good: "abc", bad: "ab", because: "3 characters at least" },
  {
    field: "username",
    good: "a23456789012345678901234567890",
    bad: "a234567890123456789012345678901",
    because: "30 at most",
  },
  { field: "username", good: "Joe1", bad: "joe-1", because: "letters and digits only" },
  { field: "username", good: "joe2", bad: "joe 2", because: "no space" },
  { field: "password", good: "Xk3!dpqw", bad: "Xk3!dpq", because: "8 characters at least" },
  {
    field: "password",
    good: "Xk3!dpqwXk3!dpqwXk3!dpqwXk3!dp",
    bad: "Xk3!dpqwXk3!dpqwXk3!dpqwXk3!dpq",
    because: "30 at most",
  },
  { field: "password", good: "Xk3!dpqw", bad: "xk3!dpqw", because: "a capital" },
  { field: "password", good: "Xk3!dpqw", bad: "Xkd!dpqw", because: "a digit" },
  { field: "password", good: "Xk3!dpqw", bad: "Xk3ddpqw", because: "a special character" },
  { field: "password", good: "Xk3!dpqw", bad: "P@ssw0rd1", because: "not what everybody tries first" },
  { field: "currency", good: "EUR", bad: "EURO", because: "ISO 4217" },
  { field: "currency", good: "EUR", bad: "ABC", because: "a currency that exists" },
  { field: "tariffId", good: undefined, bad: "trf_00000000000000000000000000", because: "one of the tariffs" },
  { field: "billingType", good: "POSTPAID", bad: "FREE", because: "prepaid or postpaid" },
  { field: "paymentTermDays", good: 1, bad: 0, because: "1 day at least" },
  { field: "paymentTermDays", good: 30, bad: 31, because: "30 days at most" },
  { field: "paymentTermDays", good: 14, bad: "14", because: "a number, not text" },
  { field: "maxCreditLimit", good: "0", bad: "-1", because: "not negative" },
  { field: "maxCreditLimit", good: "1000.5", bad: 1000.5, because: "money is decimal text" },
  { field: "maxCreditLimit", good: "0.123456789", bad: "1e3", because: "no exponent" },
  {
    field: "creditLimit",
    good: "100",
    bad: "100.01",
    because: "not above the max credit limit",
    with: { maxCreditLimit: "100" },
  },
  { field: "billingDecimals", good: 0, bad: -1, because: "0 decimals at least" },
  { field: "billingDecimals", good: 8, bad: 9, because: "8 decimals at most" },
  { field: "billingDecimals", good: 4, bad: 2.5, because: "a whole number" },
  { field: "taxFlag", good: "NONE", bad: "GST", because: "NONE, VAT or TAX" },
  { field: "taxMode", good: "INCLUSIVE", bad: "NET", because: "exclusive or inclusive", with: vat },
  { field: "taxes", good: vat.taxes, bad: [], because: "VAT has one rate", with: vat },
  {
    field: "taxes",
    good: vat.taxes,
    bad: [...vat.taxes, { name: "City", percent: "1" }],
    because: "VAT has only one rate",
    with: vat,
  },
  { field: "taxes", good: [], bad: vat.taxes, because: "no tax where the flag says so" },
  {
    field: "taxes",
    good: [
      { name: "State", percent: "6.25" },
      { name: "County", percent: "1" },
      { name: "City", percent: "0.5" },
    ],
    bad: ["a", "b", "c", "d"].map((name) => ({ name, percent: "1" })),
    because: "TAX has three rates at most",
    with: { taxFlag: "TAX", taxNumber: "EX 1234" },
  },
  { field: "taxes.0.percent", good: "100", bad: "100.1", because: "100 percent at most", with: vat },
  { field: "taxes.0.percent", good: "8.875", bad: "-1", because: "not negative", with: vat },
  { field: "taxNumber", good: "DE123456789", bad: null, because: "VAT needs its number", with: vat },
  { field: "maxCallSessions", good: 1, bad: 0, because: "1 at least" },
  { field: "callSessionsPerSecond", good: 1, bad: 0, because: "1 at least" },
  { field: "codecChecking", good: true, bad: "yes", because: "yes or no" },
  { field: "codecs", good: ["OPUS", "PCMA"], bad: ["MP3"], because: "one of the nine codecs" },
  { field: "codecs", good: ["AMR"], bad: ["AMR", "AMR"], because: "none twice" },
  { field: "codecs", good: ["G729"], bad: [], because: "checking needs a list", with: { codecChecking: true } },
  { field: "callWithMedia", good: 1, bad: 2, because: "0 or 1" },
  {
    field: "transcoding",
    good: false,
    bad: true,
    because: "transcoding needs the media",
    with: { callWithMedia: false },
  },
  { field: "blockLossRoutes", good: true, bad: "1", because: "yes or no" },
  { field: "expectedCallSeconds", good: 60, bad: 0, because: "1 second at least", with: { blockLossRoutes: true } },
  {
    field: "expectedCallSeconds",
    good: 7200,
    bad: 7201,
    because: "two hours at most",
    with: { blockLossRoutes: true },
  },
  {
    field: "lossTolerancePercent",
    good: "-10",
    bad: "-101",
    because: "a percentage of either sign",
    with: { blockLossRoutes: true },
  },
  { field: "cliByDestination", good: true, bad: "1", because: "yes or no" },
  { field: "maxCallMinutes", good: 1, bad: 0, because: "1 minute at least" },
  { field: "maxCallMinutes", good: 1440, bad: 1441, because: "a day at most" },
  { field: "name", good: "Seán O’Brien-Łuczak", bad: "Joe <b>", because: "no markup in a name" },
  { field: "name", good: "Anna", bad: "", because: "mandatory" },
  { field: "company", good: "Müller & Söhne (UK) Ltd.", bad: "=Cmd()", because: "begins with a letter or digit" },
  { field: "company", good: "3 Voice", bad: "   ", because: "mandatory" },
  { field: "email", good: "rosa@example.com", bad: "rosa@", because: "a valid address" },
  {
    field: "email",
    good: "a23456789012345678@example.com",
    bad: "a234567890123456789@example.com",
    because: "30 characters at most",
  },
  { field: "address", good: "a".repeat(200), bad: "a".repeat(201), because: "200 characters at most" },
  { field: "address", good: "1 Main St\n10001 New York", bad: "a\u0000b", because: "no control characters" },
  { field: "phone", good: "2125550142", bad: "212555014", because: "10 digits" },
  {
    field: "phone",
    good: "2125550142",
    bad: "+12125550142",
    because: "10 digits while the setting does not say E.164",
  },
  { field: "country", good: "DE", bad: "XX", because: "ISO 3166" },
  { field: "state", good: "NY", bad: "ZZ", because: "a state of the country", with: { country: "US" } },
  { field: "state", good: null, bad: "NY", because: "a state needs its country" },
  { field: "pin", good: "10115", bad: "1011", because: "five digits in Germany", with: { country: "DE" } },
  { field: "pin", good: "SW1A 1AA", bad: "12345", because: "letters in the United Kingdom", with: { country: "GB" } },
  { field: "pin", good: "K1A 0B1", bad: "K1A-0B1", because: "Canada", with: { country: "CA" } },
  { field: "pin", good: "110001", bad: "11000", because: "six digits in India", with: { country: "IN" } },
  { field: "pin", good: "10001-1234", bad: "10001-12", because: "ZIP+4", with: { country: "US" } },
  { field: "timeZone", good: "Asia/Kathmandu", bad: "Mars/Olympus", because: "an IANA zone" },
  { field: "status", good: "PENDING", bad: "CLOSED", because: "closing is an action of its own" },
  { field: "selfEdit", good: ["ip-devices"], bad: ["billing"], because: "one of the tabs" },
  { field: "switchAccounts", good: ["a-code-1"], bad: ["two words"], because: "no spaces in a code" },
  { field: "emails.billing", good: "b@example.com", bad: "b", because: "a valid address" },
  { field: "locale", good: "pt-BR", bad: "Portuguese", because: "a locale" },
  { field: "billingCycle", good: "WEEKLY", bad: "YEARLY", because: "one of the cycles" },
  { field: "billingDay", good: 28, bad: 29, because: "every month has it" },
  { field: "billingDay", good: 7, bad: 8, because: "a week has seven days", with: { billingCycle: "WEEKLY" } },
  { field: "invoiceByEmail", good: true, bad: "no", because: "yes or no" },
  { field: "lowBalanceThreshold", good: "5", bad: "-5", because: "not negative" },
  { field: "creditAlertPercents", good: [80, 100], bad: [101], because: "a percentage" },
  { field: "dailySpendCap", good: "50", bad: "fifty", because: "money" },
  { field: "prefixCallLimits", good: ["44=10", "4477=2"], bad: ["44"], because: "a prefix and a number" },
  { field: "prefixCallLimits", good: ["44=10"], bad: ["44=10", "44=2"], because: "a prefix once" },
  { field: "nightHours", good: "22:00-06:00", bad: "22-6", because: "two times" },
  { field: "nightHours", good: "00:00-05:30", bad: "05:00-05:00", because: "they differ" },
  { field: "nightMaxCallSessions", good: 2, bad: 0, because: "at least one", with: night },
  { field: "nightMaxPricePerMinute", good: "0.1", bad: "dear", because: "money", with: night },
  { field: "maxPricePerMinute", good: "0.5", bad: "0,5", because: "a decimal point" },
  { field: "tags", good: ["wholesale"], bad: ["<script>"], because: "plain words" },
];

/** What the manual calls mandatory and has no default for. */
export const mandatoryFields = [
  "customerType",
  "username",
  "password",
  "currency",
  "tariffId",
  "billingType",
  "paymentTermDays",
  "maxCreditLimit",
  "taxFlag",
  "maxCallSessions",
  "callSessionsPerSecond",
  "name",
  "company",
  "phone",
] as const;

/** The body with the value at a dotted path; `undefined` leaves the body as it is. */
export function withField(body: object, path: string, value: unknown): Record<string, unknown> {
  if (value === undefined) return { ...body };
  const copy = structuredClone(body) as Record<string, unknown>;
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let place = copy;
  for (const step of steps) {
    place[step] ??= {};
    place = place[step] as Record<string, unknown>;
  }
  place[last] = value;
  return copy;
}
