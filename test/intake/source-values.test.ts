import { describe, expect, it } from "vitest";
import { sampleColumns } from "../../frontend/src/intake/sample-columns.ts";
import {
  bodyOf,
  checkedSource,
  labelOf,
  newSource,
  type SourceValues,
  valuesOf,
} from "../../frontend/src/intake/source-values.ts";
import { NewSource, SourceFormat } from "../../functions/intake/source.ts";
import { sample } from "./samples.ts";

const template = "start_time|end_time|duration|call_id";
const named: SourceValues = { ...newSource, name: "Kamailio", switch: "kam1", template };

/** Every field of a source, none with its default. */
const everything = {
  name: "SBC",
  switch: "sbc1",
  format: "generic-csv",
  timeZone: "Europe/Paris",
  billableFrom: "end-answer",
  billedLeg: "all",
  customerBy: "ip",
  vendorBy: "bLeg",
  template: "",
  columns: { callId: 1, setup: 2, end: 3, cld: 4, duration: 8 },
  constants: { account: "C1001" },
  csv: {
    separator: ";",
    quoting: "backslash",
    skipLines: 2,
    header: false,
    rowFilter: { column: 5, values: ["2", "stop"] },
    timeFormat: "DD.MM.YYYY HH:mm:ss",
    durationUnit: "hms",
    answeredWords: ["OK"],
  },
  onlyLinesWith: "CALL",
  numberText: { after: "sip:", before: "@", remove: " -" },
  cliField: "6",
  cldField: "7",
  numberState: "TRANSLATED",
  normalise: { plus: false, internationalPrefix: "011", nationalPrefix: "0", countryCode: "33" },
  silentAfterMinutes: 90,
  smallestGap: 7,
};

const faultsIn = (values: object) =>
  (checkedSource.safeParse(values).error?.issues ?? []).map(({ path }) => path.join("."));

describe("the source form sends", () => {
  it("a new source that the server takes, with the template of its layout", () => {
    const sent = NewSource.parse(bodyOf({ ...named, format: "kamailio-flatstore", onlyLinesWith: "" }));
    expect(sent.template).toBe(template);
  });

  it("no template that was written for another layout, since its field is no longer shown", () => {
    expect(NewSource.parse(bodyOf({ ...named, format: "vos-json" })).template).toBe("");
  });

  it("every field of a source as it was loaded, so that saving without a change changes nothing", () => {
    const source = NewSource.parse(everything);
    const view = { ...source, id: "src_1", createdAt: "", version: 1 };
    expect(NewSource.parse(bodyOf(valuesOf(view as never)))).toEqual(source);
    const fields = new Set(Object.keys(source));
    expect(new Set(Object.keys(newSource).filter((name) => name !== "needsTimeZone"))).toEqual(fields);
  });

  it.each(SourceFormat.options)("what %s reads of a table's settings and nothing more", (format) => {
    const view = { ...NewSource.parse(everything), format, billableFrom: undefined, id: "", createdAt: "", version: 1 };
    const sent = NewSource.parse(bodyOf(valuesOf(view as never)));
    const isTable = format === "generic-csv";
    expect(sent.csv.skipLines).toBe(isTable ? 2 : 0);
    expect(sent.csv.separator).toBe(isTable || format === "asterisk-custom" ? ";" : ",");
    expect(sent.constants).toEqual(
      isTable || format.startsWith("kamailio") || format.startsWith("opensips") ? { account: "C1001" } : {},
    );
  });
});

describe("the zone of a switch's clock", () => {
  it("is asked for where a layout's times carry none, and where a sample says so", () => {
    const zone = (over: object) => faultsIn({ ...named, template: "", ...over }).includes("timeZone");
    expect(zone({ format: "asterisk-csv" })).toBe(true);
    expect(zone({ format: "asterisk-csv", needsTimeZone: false })).toBe(false);
    expect(zone({ format: "asterisk-csv", timeZone: "Europe/Paris" })).toBe(false);
    expect(zone({ format: "freeswitch-json" })).toBe(false);
    expect(zone({ format: "freeswitch-json", needsTimeZone: true })).toBe(true);
    const csv = (timeFormat: string) => ({ format: "generic-csv", csv: { ...newSource.csv, timeFormat } });
    expect(zone(csv("epochMs"))).toBe(false);
    expect(zone(csv("YYYY-MM-DD HH:mm:ss Z"))).toBe(false);
    expect(zone(csv("YYYY-MM-DD HH:mm:ss"))).toBe(true);
  });
});

describe("a fault", () => {
  it("is called by what the form calls its field", () => {
    expect(["timeZone", "columns.setup", "csv.rowFilter.values.0", "nowhere"].map(labelOf)).toEqual([
      "Time zone",
      "Setup time (columns)",
      "Values of a call",
      "nowhere",
    ]);
  });

  it("of a row filter without its column or its values is named there, in words", () => {
    const csv = { ...newSource.csv, rowFilter: { column: "type", values: [] } };
    const wrong = { ...named, format: "generic-csv" as const, csv };
    const { issues = [] } = checkedSource.safeParse(wrong).error ?? {};
    expect(issues.find(({ path }) => path.join(".") === "csv.rowFilter.values")?.message).toBe(
      "Give at least one value.",
    );
    const column = { ...csv, rowFilter: { column: "", values: ["2"] } };
    expect(faultsIn({ ...wrong, csv: column })).toContain("csv.rowFilter.column");
  });
});

describe("a sample's columns", () => {
  const text = sample("generic.csv").toString();
  it("are named by the header, with the first values of each", () => {
    const columns = sampleColumns(text, newSource.csv);
    expect(columns.map(({ column }) => column).slice(0, 3)).toEqual(["call_id", "leg", "account"]);
    expect(columns.find(({ column }) => column === "account")?.values).toEqual(["C1001", "C1002", "C1003"]);
  });

  it("are positions without a header, behind the lines that are skipped", () => {
    const columns = sampleColumns(`a note\n${text}`, { ...newSource.csv, header: false, skipLines: 1 });
    expect(columns[0]).toMatchObject({ column: "1", values: expect.arrayContaining(["call_id"]) });
  });
});
