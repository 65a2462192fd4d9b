import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Outside } from "./outside.tsx";
import { confirmEmail } from "./own-email.api.ts";

/** Where the link to a new address leads. A button uses it up, so that no program which looks at links does. */
export function ConfirmEmailPage() {
  const token = useRouterState({ select: (state) => state.location.hash });
  const confirm = useMutation({ mutationFn: () => confirmEmail(token) });
  return (
    <Outside title={confirm.isSuccess ? "Your address is confirmed" : "Confirm your address"}>
      {confirm.isSuccess ? (
        <p role="status">
          Mail for your login goes to <strong>{confirm.data.email}</strong> from now on.
        </p>
      ) : (
        <>
          <p>Confirm that mail for your login shall come to the address to which the link was sent.</p>
          {confirm.isError ? <ProblemNote error={confirm.error} /> : null}
          <Button fullWidth disabled={token === ""} loading={confirm.isPending} onClick={() => confirm.mutate()}>
            Confirm the address
          </Button>
        </>
      )}
      <p>
        <Link to="/">Go on</Link>
      </p>
    </Outside>
  );
}
