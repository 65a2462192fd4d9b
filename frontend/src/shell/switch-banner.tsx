import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { returnToOwn, type SignedIn } from "../auth/session.api.ts";
import { Instant } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";

/** On every page of a session that one switched to: whose it is, until when, and the way back. */
export function SwitchBanner({ switched }: { switched: NonNullable<SignedIn["switched"]> }) {
  const back = useMutation({ mutationFn: returnToOwn });
  return (
    <section className="switch-banner" aria-label="Switched session">
      <p>
        You are signed in as <strong>{switched.company}</strong> until <Instant at={switched.until} />.{" "}
        <span className="switch-reason">Reason: {switched.reason}</span>
      </p>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowBackUp size={15} />}
        loading={back.isPending || back.isSuccess}
        onClick={() => back.mutate()}
      >
        Return to your own session
      </Button>
      {back.isError ? <ProblemNote error={back.error} /> : null}
    </section>
  );
}
