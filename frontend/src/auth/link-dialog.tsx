import { Button, Group, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Code } from "../ui/copy.tsx";
import { Instant } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useLayer } from "../ui/use-layer.ts";
import type { Invitation } from "./one-time-link.api.ts";

export interface LinkDialogProps {
  /** Whose login it opens. */
  name: string;
  opened: boolean;
  make(): Promise<Invitation>;
  onMade?(): unknown;
  onClose(): void;
}

/** Makes a one-time link for somebody's login: asks first, then shows it, the only time that it can be read. */
export function LinkDialog({ name, opened, make, onMade, onClose }: LinkDialogProps) {
  const link = useMutation({ mutationFn: make, onSuccess: () => onMade?.() });
  const close = () => {
    onClose();
    link.reset();
  };
  useLayer(opened, close);
  return (
    <Modal opened={opened} onClose={close} title={`Link for ${name}`} centered closeOnClickOutside={!link.data}>
      {link.data ? (
        <Made invitation={link.data} onClose={close} />
      ) : (
        <>
          <div className="confirm-text">
            <p>
              By the link a password is set without knowing one. It is mailed where an address is known, and shown here
              once. Whoever has a password keeps it until the link is used.
            </p>
          </div>
          {link.error ? <ProblemNote error={link.error} /> : null}
          <Group justify="flex-end" gap="xs" mt="md">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button data-autofocus loading={link.isPending} onClick={() => link.mutate()}>
              Make the link
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
}

const Made = ({ invitation: { link, sentTo, expiresAt }, onClose }: { invitation: Invitation; onClose(): void }) => (
  <>
    <div className="section link-made" role="status">
      <p>
        {sentTo ? (
          <>
            It is on its way to <strong>{sentTo}</strong>.
          </>
        ) : (
          "No address is known, so nothing was mailed. Hand the link over in another way."
        )}{" "}
        It counts once, until <Instant at={expiresAt} />, and cannot be shown again.
      </p>
      <p>
        <Code value={link} what="link" />
      </p>
    </div>
    <Button mt="md" autoFocus onClick={onClose}>
      Done
    </Button>
  </>
);
