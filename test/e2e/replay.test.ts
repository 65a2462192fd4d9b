import { describe, expect, it } from "vitest";
import { type ListPage, signInAt } from "../../bin/demo/operator-api.ts";
import { signIn, visit } from "../support/visitor.ts";
import { button } from "./controls.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

/** The source whose settings were corrected after its first file, and the name of that file. */
async function correctedSource(origin: string) {
  const api = await signInAt(origin, { username: "admin", password });
  const { items } = await api.get<ListPage<{ id: string; switch: string }>>("/cdr-sources?limit=200");
  const source = items.find((one) => one.switch === "sbc2")?.id ?? "";
  const waiting = async () => {
    const counts = await api.get<{ items: { source: string; count: number }[] }>("/suspense/counts");
    return counts.items.reduce((sum, one) => sum + (one.source === source ? one.count : 0), 0);
  };
  const files = await api.get<ListPage<{ fileName: string; createdAt: string }>>(`/cdr-uploads?source=${source}`);
  const { fileName = "", createdAt = "" } = files.items.find(({ fileName: name }) => name.includes("before")) ?? {};
  return { source, waiting, file: `${fileName}, ${createdAt.slice(0, 10)}` };
}

describe("a replay", () => {
  it.each([1280, 390] as const)(
    "of the file that came before its source was set right charges what could not be read, once, at %i px",
    async (width) => {
      const { browser, origin } = demo();
      const { source, waiting, file } = await correctedSource(origin);
      // The header waits too, and goes on waiting: it is no record.
      const records = (await waiting()) - 1;
      const visitor = await visit(browser, origin, width);
      const { page, complaints } = visitor;
      await signIn(visitor, password, `/intake/${source}`);
      await button(page, "Replay").click();
      const dialog = page.getByRole("dialog", { name: /^Replay / });
      await dialog.getByLabel("What to read again").selectOption({ label: file });
      await button(dialog, "See what would change").click();
      await dialog.getByText(/read again; nothing is changed yet/).waitFor();
      const faults = await faultsOf(page, "replay-would-charge");
      // The second width finds done what the first one did.
      if (records > 0) {
        await dialog.getByRole("row", { name: `Can be read now ${records} will be rated` }).waitFor();
        await button(dialog, `Replay ${records} records`).click();
        await dialog.getByText(/records? read again\./).waitFor();
        await dialog.getByRole("row", { name: `Can be read now ${records} ${records} charged` }).waitFor();
        faults.push(...(await faultsOf(page, "replay-done")));
        await button(dialog, "Close").last().click();
      } else {
        await dialog.getByText("Nothing would change.").waitFor();
        await page.keyboard.press("Escape");
      }
      await dialog.waitFor({ state: "detached" });
      await button(page, "Replay").click();
      const earlier = dialog.getByRole("region", { name: "Earlier replays" });
      await earlier
        .getByText(/^(done|tried), /)
        .first()
        .waitFor();
      faults.push(...(await faultsOf(page, "replay-earlier")));
      expect([await waiting(), ...faults, ...complaints]).toEqual([1]);
      await page.context().close();
    },
  );

  it.each([1280, 390] as const)("is chosen at a source, tried and closed again, at %i px", async (width) => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, `/intake/${known.source}`);
    await button(page, "Replay").click();
    const dialog = page.getByRole("dialog", { name: /^Replay / });
    await dialog.getByLabel("What to read again").waitFor();
    const faults = await faultsOf(page, "replay-choose");
    await button(dialog, "See what would change").click();
    await dialog.getByText(/read again; nothing is changed yet/).waitFor();
    await dialog.getByRole("row", { name: /Read as before/ }).waitFor();
    await dialog.getByText("Nothing would change.").waitFor();
    expect(await button(dialog, "Replay 0 records").isDisabled()).toBe(true);
    faults.push(...(await faultsOf(page, "replay-tried")));
    await button(dialog, "Choose something else").click();
    await dialog.getByLabel("Day on which it came (UTC)").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });
});
