import { describe, expect, it } from "vitest";
import { ApiDocument, docsPage } from "../functions/api-docs/api-docs.ts";
import { send } from "./support/api.ts";

describe("the API's page", () => {
  it("shows every operation of the published document, without anything from elsewhere", async () => {
    const document = (await send("GET", "/api/openapi.json")).body;
    expect(document.openapi).toMatch(/^3\.1/);
    const reply = await send("GET", "/api/docs");
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    for (const path of Object.keys(document.paths)) expect(reply.body).toContain(`data-path="${path}"`);
    expect(reply.body).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(reply.body).not.toMatch(/<script(?![^>]* src=)/);
    expect((await send("GET", "/api/docs/try.js")).headers.get("content-type")).toContain("javascript");
    expect((await send("GET", "/api/docs/docs.css")).headers.get("content-type")).toContain("css");
  });

  it("shows what operations have in common with each of them, and every reference leads somewhere", async () => {
    const document = (await send("GET", "/api/openapi.json")).body;
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
    const absent = references.filter(([, kind = "", name = ""]) => document.components[kind]?.[name] === undefined);
    expect(absent.map(([text]) => text)).toEqual([]);
    const { get } = document.paths["/api/v1/customers/{account}/calls"];
    expect(get.responses.default).toEqual({ $ref: "#/components/responses/Refused" });
    expect(get.parameters).toContainEqual({ $ref: "#/components/parameters/limit" });
    const page = docsPage(ApiDocument.parse(document));
    const block = page.slice(page.indexOf('data-path="/api/v1/customers/{account}/calls"'));
    expect(block.slice(0, block.indexOf("</form>"))).toContain('name="limit" data-in="query"');
    expect(page.match(/<h4>Answer default<\/h4><pre/g)).toHaveLength(
      Object.values(document.paths).flatMap((verbs) => Object.keys(verbs as object)).length,
    );
  });

  it("escapes whatever a description holds", () => {
    const evil = `"><script>alert(1)</script>`;
    const parameters = [{ name: evil, in: "query", schema: { default: evil } }];
    const operation = { summary: evil, tags: [evil], parameters, responses: { 200: { description: evil } } };
    const document = {
      info: { title: evil },
      paths: { [`/x/${evil}`]: { get: operation } },
      components: { schemas: { [evil]: evil } },
    };
    expect(docsPage(ApiDocument.parse(document))).not.toContain("<script>alert");
  });
});
