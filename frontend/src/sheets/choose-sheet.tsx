import { Button, FileButton } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";

interface ChooseSheetProps {
  /** What the button says. */
  label: string;
  busy: boolean;
  disabled?: boolean;
  chosen(file: File): void;
}

/** Takes a file of every kind that sheets are read from. */
export const ChooseSheet = ({ label, busy, disabled = false, chosen }: ChooseSheetProps) => (
  <FileButton onChange={(file) => file && chosen(file)} accept=".xlsx,.xlsm,.csv,.txt,.tsv,.gz,.zst">
    {(props) => (
      <Button
        {...props}
        style={{ alignSelf: "flex-start" }}
        disabled={disabled}
        leftSection={<IconUpload size={16} />}
        loading={busy}
      >
        {label}
      </Button>
    )}
  </FileButton>
);
