import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { Code } from "./copy.tsx";
import { useLayer } from "./use-layer.ts";

export interface ShownSecret {
  login: string;
  /** Null when the answer was a repeated one: it then holds no secret any more. */
  secret: string | null;
  /** What else is needed beside it, below. */
  further?: ReactNode;
}

/** The only time that a secret can be read. */
export function SecretOnce({ shown, onClose }: { shown: ShownSecret | undefined; onClose(): void }) {
  useLayer(shown !== undefined, onClose);
  return (
    <Modal
      opened={shown !== undefined}
      onClose={onClose}
      title={`Secret of ${shown?.login ?? ""}`}
      centered
      closeOnClickOutside={false}
    >
      {shown?.secret ? (
        <div className="section">
          <p>Copy it now. It cannot be shown again; a lost secret is replaced by a new one.</p>
          <p>
            <Code value={shown.secret} what="secret" />
          </p>
          {shown.further}
        </div>
      ) : (
        <p>This secret was shown once already and cannot be read again. Make a new one if it is lost.</p>
      )}
      <Button mt="md" onClick={onClose}>
        Done
      </Button>
    </Modal>
  );
}
