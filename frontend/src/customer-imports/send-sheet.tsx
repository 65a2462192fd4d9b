import { NativeSelect, Progress } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { putFile } from "../api/put-file.ts";
import { useMay } from "../auth/use-may.ts";
import { ChooseSheet } from "../sheets/choose-sheet.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { beginImport, type ImportKind, type ImportMode } from "./customer-import.api.ts";
import { kinds, kindWords } from "./import-words.ts";

const explained: Record<ImportKind, string> = {
  customers:
    "One customer in a row, by the fields of the form. Without a password nobody can sign in until you set one; a balance becomes the first entry of the account.",
  "ip-devices": "One address in a row, with the account code or the login of its customer.",
  "sip-devices":
    "One SIP user in a row, with the account code or the login of its customer. Without a secret one is made that nobody sees; ask for a new one on the device's page.",
};

interface SendSheetProps {
  kind: ImportKind;
  choose(kind: ImportKind): void;
  opened(id: string): void;
}

/** Sends a sheet. What would become of each row is shown next; nothing changes before that is agreed to. */
export function SendSheet({ kind, choose, opened }: SendSheetProps) {
  const mayDevices = useMay("devices:write");
  const [mode, setMode] = useState<ImportMode>("ADD");
  const [percent, setPercent] = useState(0);
  const upload = useMutation({
    mutationFn: async (file: File) => {
      setPercent(0);
      const ticket = await beginImport({ kind, fileName: file.name, mode: kind === "customers" ? mode : "ADD" });
      await putFile(ticket, file, setPercent);
      return ticket.id;
    },
    onSuccess: opened,
  });
  return (
    <section className="section" aria-label="Send a sheet">
      <div className="fields">
        <NativeSelect
          label="What is in the sheet"
          value={kind}
          onChange={(event) => choose(event.currentTarget.value as ImportKind)}
          data={kinds
            .filter((one) => one === "customers" || mayDevices)
            .map((value) => ({ value, label: kindWords[value] }))}
        />
        {kind === "customers" ? (
          <NativeSelect
            label="Customers that are there already"
            description="By their user name."
            value={mode}
            onChange={(event) => setMode(event.currentTarget.value as ImportMode)}
            data={[
              { value: "ADD", label: "Refuse the row" },
              { value: "ADD_AND_CHANGE", label: "Change them as the row says" },
            ]}
          />
        ) : null}
      </div>
      <ChooseSheet label="Choose a sheet" busy={upload.isPending} chosen={(file) => upload.mutate(file)} />
      <p className="dim">
        XLSX or CSV. {explained[kind]} Columns are found by their usual names or as they were chosen for the last sheet.
        You see what would become of every row before anything is changed.
      </p>
      {upload.isPending ? <Progress value={percent} aria-label="Sending the sheet" size="sm" /> : null}
      {upload.isError ? (
        <ProblemNote error={upload.error} retry={() => upload.variables && upload.mutate(upload.variables)} />
      ) : null}
    </section>
  );
}
