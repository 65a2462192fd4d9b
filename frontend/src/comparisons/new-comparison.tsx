import { Button, NativeSelect, Progress, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usualSettings } from "../../../functions/comparisons/comparison.ts";
import { useSeesVendors } from "../analysis/use-sees-vendors.ts";
import { putFile } from "../api/put-file.ts";
import { ChooseSheet } from "../sheets/choose-sheet.tsx";
import { DayRange } from "../ui/day-range.tsx";
import { daysAsked } from "../ui/days-asked.ts";
import { dayOf } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useZone } from "../ui/zone.tsx";
import { vendorsQuery } from "../vendors/vendor.api.ts";
import { type NewComparison as Body, beginComparison, type SettingsView } from "./comparison.api.ts";
import { SettingsFields } from "./settings-fields.tsx";
import { noTotal, TotalRows, type TypedTotal, totalsOf } from "./total-rows.tsx";

const dayMs = 86_400_000;

interface Asked {
  account: string;
  vendor: string;
}

interface NewComparisonProps {
  asked: Asked;
  close(): void;
  begun(id: string): void;
}

type Way = "file" | "totals";

/** Whom to compare with, and over which days: the last seven unless something else is said. */
function useQuestion(asked: Asked) {
  const { zone } = useZone();
  const [now] = useState(Date.now);
  const [whose, setWhose] = useState({ ...asked, isVendor: asked.vendor !== "" });
  const [days, setDays] = useState({ from: dayOf(now - 7 * dayMs, zone), to: dayOf(now - dayMs, zone) });
  const [settings, setSettings] = useState<SettingsView>(usualSettings);
  const body = (): Body => ({
    ...(whose.isVendor ? { vendor: whose.vendor } : { account: whose.account.trim().toUpperCase() }),
    ...daysAsked(days, zone),
    settings,
  });
  return { whose, setWhose, days, setDays, settings, setSettings, body, zone };
}

type Question = ReturnType<typeof useQuestion>;

function WhoseFields({ whose, setWhose }: Question) {
  const seesVendors = useSeesVendors();
  const { data: vendors } = useQuery({ ...vendorsQuery, enabled: seesVendors });
  return (
    <>
      {seesVendors ? (
        <NativeSelect
          label="Compare with"
          value={whose.isVendor ? "vendor" : "customer"}
          onChange={(event) => setWhose({ ...whose, isVendor: event.currentTarget.value === "vendor" })}
          data={[
            { value: "customer", label: "A customer" },
            { value: "vendor", label: "A vendor" },
          ]}
        />
      ) : null}
      {whose.isVendor ? (
        <NativeSelect
          label="Vendor"
          value={whose.vendor}
          onChange={(event) => setWhose({ ...whose, vendor: event.currentTarget.value })}
          data={[
            { value: "", label: "Choose one" },
            ...(vendors?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ) : (
        <TextInput
          label="Account code"
          placeholder="C12345678"
          className="mono-input"
          value={whose.account}
          onChange={(event) => setWhose({ ...whose, account: event.currentTarget.value })}
        />
      )}
    </>
  );
}

/** Whom, which days, by which tolerances; then their file, or what they say that calls come to. */
export function NewComparison({ asked, close, begun }: NewComparisonProps) {
  const question = useQuestion(asked);
  const [way, setWay] = useState<Way>("file");
  const [totals, setTotals] = useState<readonly TypedTotal[]>([noTotal]);
  const [percent, setPercent] = useState(0);
  const begin = useMutation({
    mutationFn: async (file: File | null) => {
      setPercent(0);
      const said = file ? { fileName: file.name } : { totals: totalsOf(totals) };
      const { id, url, method } = await beginComparison({ ...question.body(), ...said });
      if (file && url !== null) await putFile({ url, method }, file, setPercent);
      return id;
    },
    onSuccess: begun,
  });
  const { whose, days, setDays, settings, setSettings, zone } = question;
  const isNamed = whose.isVendor ? whose.vendor !== "" : /^C\d{8}$/i.test(whose.account.trim());
  return (
    <section className="section" aria-label="New comparison">
      <div className="fields">
        <WhoseFields {...question} />
        <DayRange {...days} change={(part) => setDays({ ...days, ...part })} />
        <NativeSelect
          label="What they sent"
          value={way}
          onChange={(event) => setWay(event.currentTarget.value as Way)}
          data={[
            { value: "file", label: "A file of calls" },
            { value: "totals", label: "Totals by destination" },
          ]}
        />
      </div>
      <p className="dim">Whole days by the clocks of {zone}, at most 35 of them.</p>
      {way === "file" ? (
        <details>
          <summary>Tolerances and their clock</summary>
          <SettingsFields settings={settings} isVendor={whose.isVendor} change={setSettings} />
        </details>
      ) : (
        <TotalRows totals={totals} change={setTotals} />
      )}
      <div className="toolbar">
        {way === "file" ? (
          <ChooseSheet
            label="Choose their file"
            disabled={!isNamed}
            busy={begin.isPending}
            chosen={(file) => begin.mutate(file)}
          />
        ) : (
          <Button disabled={!isNamed} loading={begin.isPending} onClick={() => begin.mutate(null)}>
            Compare
          </Button>
        )}
        <Button variant="default" onClick={close}>
          Close
        </Button>
      </div>
      {way === "file" ? (
        <p className="dim">
          XLSX or CSV, also packed, with called number, setup time and duration, and the amount where it has one.
          Columns are found by their usual names; you can choose others afterwards. Nothing is changed by a comparison.
        </p>
      ) : null}
      {begin.isPending && way === "file" ? <Progress value={percent} aria-label="Sending the file" size="sm" /> : null}
      {begin.isError ? <ProblemNote error={begin.error} /> : null}
    </section>
  );
}
