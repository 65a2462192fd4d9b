import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { AskedList } from "./export.api.ts";

const ExportDialog = lazy(async () => ({ default: (await import("./export-dialog.tsx")).ExportDialog }));

interface ExportButtonProps {
  /** The list with the filters that it shows. */
  asked: AskedList;
  /** The columns on show, by their ids in an export; left out where the list has nothing to hide. */
  visible?: readonly string[];
  /** What the button says, where there is another one. */
  verb?: string;
}

/** Writes the list on show to a file. The dialog is fetched when it is asked for. */
export function ExportButton({ asked, visible, verb = "Export" }: ExportButtonProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => setOpened(true)}>
        {verb}
      </Button>
      {opened ? (
        <Suspense>
          <ExportDialog asked={asked} visible={visible} onClose={() => setOpened(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
