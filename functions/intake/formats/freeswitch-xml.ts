import { SaxesParser } from "saxes";
import type { CdrSource } from "../source.ts";
import { type CdrFormat, park, type RawRecord, type Reading } from "./format.ts";
import { documentText, percentDecoded } from "./freeswitch-body.ts";
import { type ChannelRecord, callOf } from "./freeswitch-call.ts";
import { firstOfFlow } from "./freeswitch-json.ts";
import { isObject, type JsonObject, objectIn } from "./json-fields.ts";

/**
 * FreeSWITCH mod_xml_cdr, raw, as a form or as its spool files hold it. Variables are always url-encoded, one by one.
 * The document becomes the object that mod_json_cdr would have written, so that both are one call.
 */

/** Deeper documents are not FreeSWITCH's. */
const deepest = 24;

const bare = (): JsonObject => Object.create(null) as JsonObject;

interface Open {
  name: string;
  children: JsonObject;
  text: string;
}

class NoDocument extends Error {}
const giveUp = (): never => {
  throw new NoDocument();
};

/** A repeated element becomes a list, except for variables, of which the first counts. */
function add(to: JsonObject, name: string, value: unknown, isVariable: boolean): void {
  const before = to[name];
  if (before === undefined) to[name] = value;
  else if (isVariable) return;
  else if (Array.isArray(before)) before.push(value);
  else to[name] = [before, value];
}

/**
 * The document as objects: an element with elements inside is an object, any other its text. Attributes stand beside the
 * elements. No entity but XML's own five is known, so nothing can be blown up.
 * @returns undefined for what is no well-formed document
 */
export function objectOfXml(text: string): JsonObject | undefined {
  const parser = new SaxesParser();
  const stack: Open[] = [{ name: "", children: bare(), text: "" }];
  // The first fault ends the reading: of what follows, each tag would be looked for among all that are open.
  parser.on("error", giveUp);
  parser.on("opentag", ({ name, attributes }) => {
    if (stack.length > deepest) giveUp();
    stack.push({ name, children: Object.assign(bare(), attributes), text: "" });
  });
  parser.on("text", (piece) => {
    const open = stack.at(-1);
    if (open) open.text += piece;
  });
  parser.on("closetag", () => {
    const done = stack.length > 1 ? stack.pop() : undefined;
    const parent = stack.at(-1);
    if (!done || !parent) return;
    const isLeaf = Object.keys(done.children).length === 0;
    add(parent.children, done.name, isLeaf ? done.text : done.children, parent.name === "variables");
  });
  try {
    parser.write(text).close();
  } catch (fault) {
    if (fault instanceof NoDocument) return undefined;
    throw fault;
  }
  return stack[0]?.children;
}

const listOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value : [value]).filter(isObject);

function decodedVariables(variables: JsonObject): JsonObject {
  const texts = Object.entries(variables).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.assign(bare(), Object.fromEntries(texts.map(([name, value]) => [name, percentDecoded(value)])));
}

function channelOf(document: JsonObject): ChannelRecord | undefined {
  const cdr = objectIn(document, "cdr");
  const variables = objectIn(cdr, "variables");
  if (!cdr || !variables) return undefined;
  const first = firstOfFlow(listOf(cdr["callflow"]));
  const profile = objectIn(first, "caller_profile");
  const applications = listOf(objectIn(cdr, "app_log")?.["application"]);
  return {
    variables: decodedVariables(variables),
    profile,
    times: objectIn(first, "times"),
    originated: objectIn(profile, "originator") !== undefined,
    applications: applications.map((one) =>
      typeof one["app_data"] === "string" ? percentDecoded(one["app_data"]) : "",
    ),
  };
}

function read(source: CdrSource, record: RawRecord): Reading {
  const text = documentText(record.text, "<");
  const document = text === undefined ? undefined : objectOfXml(text);
  if (!document) return park(record, record.unended ? "TRUNCATED" : "MALFORMED", "The record is not an XML document.");
  const channel = channelOf(document);
  if (!channel) return park(record, "MALFORMED", "The document has no <cdr> with <variables>.");
  return callOf(source, record, channel);
}

export const freeswitchXml: CdrFormat = {
  records: "xml",
  parserVersion: 1,
  open: (source) => ({ read: (record) => (record.text.trim() === "" ? undefined : read(source, record)) }),
};
