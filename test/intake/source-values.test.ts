import { describe, expect, it } from "vitest";
import { bodyOf, newSource } from "../../frontend/src/intake/source-values.ts";
import { NewSource } from "../../functions/intake/source.ts";

const template = "start_time|end_time|duration|call_id";
const named = { ...newSource, name: "Kamailio", switch: "kam1", template };

describe("the source form sends", () => {
  it("a new source that the server takes, with the template of its layout", () => {
    const sent = NewSource.parse(bodyOf({ ...named, format: "kamailio-flatstore", onlyLinesWith: "" }));
    expect(sent.template).toBe(template);
  });

  it("no template that was written for another layout, since its field is no longer shown", () => {
    expect(NewSource.parse(bodyOf({ ...named, format: "vos-json" })).template).toBe("");
  });
});
