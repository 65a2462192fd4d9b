import { Button, Group, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { ProblemNote } from "./problem-note.tsx";
import { useLayer } from "./use-layer.ts";

export interface ConfirmProps {
  opened: boolean;
  title: string;
  /** The verb on the button. */
  verb: string;
  dangerous?: boolean;
  busy?: boolean;
  error?: unknown;
  onConfirm(): void;
  onClose(): void;
  children: ReactNode;
}

/** The dialog of `Confirm`. */
export function ConfirmDialog({
  opened,
  title,
  verb,
  dangerous,
  busy,
  error,
  onConfirm,
  onClose,
  children,
}: ConfirmProps) {
  useLayer(opened, onClose);
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered>
      <div className="confirm-text">{children}</div>
      {error ? <ProblemNote error={error} /> : null}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button color={dangerous ? "red.9" : "indigo"} loading={busy ?? false} onClick={onConfirm}>
          {verb}
        </Button>
      </Group>
    </Modal>
  );
}
