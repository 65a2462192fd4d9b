import { customerFields } from "../customers/customer.ts";

/**
 * The fields that a sheet of customers or devices can have, how the cell of each is read, and the plain names that the
 * exports of other systems give their columns.
 */

/**
 * How a cell becomes a value. `list`: texts with commas, semicolons or bars between them. `word`: one of a few words,
 * without regard to case. `join`: part of another field.
 */
export type Reading =
  | "text"
  | "word"
  | "number"
  | "money"
  | "flag"
  | "list"
  | "numbers"
  | "codecs"
  | "codes"
  | "taxes"
  | "tariff"
  | "country"
  | "join";

interface FieldOfSheet {
  title: string;
  reads: Reading;
  /** Plain names with blanks between them, the best first. */
  usual: string;
}

const titleOf = (name: keyof typeof customerFields): string => customerFields[name].meta()?.title ?? name;
const own = (name: keyof typeof customerFields, reads: Reading, usual: string): FieldOfSheet => ({
  title: titleOf(name),
  reads,
  usual: `${name.toLowerCase()} ${usual}`,
});
const other = (title: string, reads: Reading, usual: string): FieldOfSheet => ({ title, reads, usual });

const sessions =
  "maximumcallsession maximumcallsessions concurrentcalls channels maxchannels calllimit accountcc cc ipcc sipcc";
const perSecond = "cps accountcps ipcps sipcps cpslimit callspersecond";

const customers = {
  username: own("username", "text", "webaccessusername login loginusername loginname webusername userlogin user"),
  password: other("Web access password", "text", "password webaccesspassword webpassword loginpassword secret"),
  customerType: own("customerType", "word", ""),
  company: own("company", "text", "companyname organization organisation business"),
  name: own("name", "text", "contactname contact contactperson fullname customername"),
  firstName: other("First name", "join", "firstname forename givenname"),
  lastName: other("Last name", "join", "lastname surname familyname"),
  currency: own("currency", "word", "currencycode currencyname"),
  tariffId: own("tariffId", "tariff", "customertariff tariff tariffname rategroup rateplan plan planname pricelist"),
  billingType: own("billingType", "word", "posttoprepaid typepaid prepaidpostpaid paymenttype"),
  paymentTermDays: own("paymentTermDays", "number", "paymenttermfrominvoicedate paymentterm paymentterms duedays"),
  maxCreditLimit: own("maxCreditLimit", "money", "maxcredit maximumcreditlimit maximumcredit"),
  creditLimit: own("creditLimit", "money", "credlimit"),
  openingBalance: other("Opening balance", "money", "openingbalance balance accountbalance currentbalance credit"),
  billingDecimals: own("billingDecimals", "number", "billingindecimal decimals dp decimalpoints"),
  taxFlag: own("taxFlag", "word", "vattaxflag taxtype"),
  taxMode: own("taxMode", "word", ""),
  taxes: other("Taxes", "taxes", "taxes tax taxrate"),
  taxNumber: own("taxNumber", "text", "vatorcertificatenumber vatnumber taxid vatid certificatenumber vat"),
  maxCallSessions: own("maxCallSessions", "number", sessions),
  callSessionsPerSecond: own("callSessionsPerSecond", "number", perSecond),
  codecChecking: own("codecChecking", "flag", ""),
  codecs: own("codecs", "codecs", "codeclist codec allowedcodecs allow"),
  callWithMedia: own("callWithMedia", "flag", "withmedia mediaproxy"),
  transcoding: own("transcoding", "flag", "codectranscoding mediatranscoding"),
  blockLossRoutes: own("blockLossRoutes", "flag", "dontallowcallwithlossroute"),
  expectedCallSeconds: own("expectedCallSeconds", "number", "expectedcallduration acd"),
  lossTolerancePercent: own("lossTolerancePercent", "money", "lossallowedinpercent lossprotection"),
  cliByDestination: own("cliByDestination", "flag", "changeclibaseondstprefix"),
  maxCallMinutes: own("maxCallMinutes", "number", "maximumcallduration maxcallduration"),
  email: own("email", "text", "emailaddress mail"),
  address: own("address", "text", "address1 streetaddress street"),
  city: other("City", "join", "city town"),
  phone: own("phone", "text", "phonenumber telephone telephone1 tel mobile"),
  country: own("country", "country", "countryname countrycode"),
  state: own("state", "text", "stateorprovince province"),
  pin: own("pin", "text", "pincode zip zipcode postcode postalcode"),
  timeZone: own("timeZone", "text", "timezonename"),
  status: own("status", "word", "statusid accountstatus active"),
  selfEdit: own("selfEdit", "list", "tabsthecustomermayedit"),
  switchAccounts: own("switchAccounts", "codes", "codesthatswitchessend accountid accountnumber accountcode account"),
  emailBilling: other("E-mail address, billing", "text", "emailaddressbilling billingemail invoiceemail"),
  emailRates: other("E-mail address, rates", "text", "emailaddressrates ratesemail"),
  emailNoc: other("E-mail address, noc", "text", "emailaddressnoc nocemail technicalemail"),
  locale: own("locale", "text", "language"),
  billingCycle: own("billingCycle", "word", "billingschedule sweep"),
  billingDay: own("billingDay", "number", "invoiceday"),
  invoiceByEmail: own("invoiceByEmail", "flag", "sendinvoicesbyemail"),
  lowBalanceThreshold: own("lowBalanceThreshold", "money", "notifylevel creditnotification"),
  creditAlertPercents: own("creditAlertPercents", "numbers", "creditalertsatpercent"),
  dailySpendCap: own("dailySpendCap", "money", ""),
  maxPricePerMinute: own("maxPricePerMinute", "money", ""),
  prefixCallLimits: own("prefixCallLimits", "list", ""),
  nightHours: own("nightHours", "text", ""),
  nightMaxCallSessions: own("nightMaxCallSessions", "number", ""),
  nightMaxPricePerMinute: own("nightMaxPricePerMinute", "money", ""),
  tags: own("tags", "list", "tag labels"),
} as const satisfies Record<string, FieldOfSheet>;

/** Whose a device is: an account code, or a code by which switches call the customer. */
const account = other("Account code", "text", "account accountcode accountid accountnumber customeraccount");

const ofDevices = {
  maxCallSessions: own("maxCallSessions", "number", sessions),
  callSessionsPerSecond: own("callSessionsPerSecond", "number", perSecond),
  status: own("status", "word", "devicestatus active"),
  switchAccounts: own("switchAccounts", "codes", "codesthatswitchessend"),
  tariffId: other("Tariff of its own", "tariff", "tariffid tariffofitsown tariff tariffname"),
} as const;

const ipDevices = {
  account,
  username: other(
    "Login of the customer",
    "text",
    "username customerlogin customerusername login webaccessusername customer user",
  ),
  ip: other("IP address", "text", "ip ipaddress ipaddr sourceip host address"),
  description: other("Description", "text", "description ipdescription name label"),
  dialPrefix: other("Dial prefix", "text", "dialprefix prefix techprefix dialingprefix"),
  ...ofDevices,
} as const satisfies Record<string, FieldOfSheet>;

const sipDevices = {
  account,
  username: other("Login of the customer", "text", "customerlogin customerusername webaccessusername customer owner"),
  login: other(
    "SIP device login",
    "text",
    "siplogin sipdevicelogin sipuser sipusername login username defaultuser name",
  ),
  secret: other("Secret", "text", "secret sipsecret sippassword password"),
  extension: other("Extension number", "text", "extension extensionnumber exten ext number"),
  voicemail: other("Voice mail", "flag", "voicemail voicemailenabled vm"),
  voicemailEmail: other("E-mail for voice mail", "text", "voicemailemail emailforvoicemail vmemail email"),
  ip: other("IP address lock", "text", "ip ipaddresslock iplock ipaddress permit host"),
  ...ofDevices,
} as const satisfies Record<string, FieldOfSheet>;

export const importKinds = ["customers", "ip-devices", "sip-devices"] as const;
export type ImportKind = (typeof importKinds)[number];

export type ImportField = keyof typeof customers | keyof typeof ipDevices | keyof typeof sipDevices;
export type SheetFields = Partial<Record<ImportField, FieldOfSheet>>;

const byKind: Record<ImportKind, SheetFields> = {
  customers,
  "ip-devices": ipDevices,
  "sip-devices": sipDevices,
};

/** The fields of a kind, in the order of the form. */
export const fieldsOf = (kind: ImportKind): SheetFields => byKind[kind];
export const fieldNamesOf = (kind: ImportKind): ImportField[] => Object.keys(byKind[kind]) as ImportField[];

export const importFields = [
  ...new Set([...Object.keys(customers), ...Object.keys(ipDevices), ...Object.keys(sipDevices)]),
] as [ImportField, ...ImportField[]];

/** What never leaves the sheet but as a hash: shown nowhere, blank in the reject file. */
export const secretFields: readonly ImportField[] = ["password", "secret"];

/** What the form of the kind calls mandatory. */
export const mandatoryOf: Record<ImportKind, ReadonlySet<ImportField>> = {
  customers: new Set<ImportField>([
    ...([
      "username",
      "customerType",
      "company",
      "name",
      "currency",
      "tariffId",
      "billingType",
      "paymentTermDays",
    ] as const),
    ...(["maxCreditLimit", "taxFlag", "maxCallSessions", "callSessionsPerSecond", "phone"] as const),
  ]),
  "ip-devices": new Set(["ip", "maxCallSessions", "callSessionsPerSecond"]),
  "sip-devices": new Set(["login", "extension", "maxCallSessions", "callSessionsPerSecond"]),
};

/** A line is one of headers when it names, for each of these, one of the fields. */
export const neededOf: Record<ImportKind, readonly (readonly ImportField[])[]> = {
  customers: [["username"], ["company", "name", "firstName", "lastName"]],
  "ip-devices": [["ip"], ["account", "username"]],
  "sip-devices": [["login"], ["account", "username"]],
};
