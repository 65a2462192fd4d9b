import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import type { People } from "../../../functions/auth/people.ts";
import { sessionQuery } from "../auth/session.api.ts";
import { usePasswordPolicy } from "../auth/use-password-policy.ts";
import { PasswordField } from "../ui/password-field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { CurrentPassword } from "./current-password.tsx";
import { faultAt } from "./field-fault.ts";
import { changeOwnPassword, ownSessionsQuery } from "./own-session.api.ts";

const holders: Record<string, People> = { admin: "STAFF", reseller: "RESELLERS" };

/** Another password for whoever knows the present one. Every other session ends with it. */
export function OwnPassword() {
  const queryClient = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const policy = usePasswordPolicy(holders[session?.user.kind ?? ""] ?? "CUSTOMERS");
  const [password, setPassword] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () => changeOwnPassword(password, next),
    onSuccess: async () => {
      setPassword("");
      setNext("");
      await queryClient.invalidateQueries({ queryKey: ownSessionsQuery.queryKey });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const [atPassword, atNext] = [faultAt(change.error, "password"), faultAt(change.error, "newPassword")];
  const input = {
    ...{ label: "New password", value: next, error: atNext },
    onChange: (event: { currentTarget: HTMLInputElement }) => setNext(event.currentTarget.value),
  };
  return (
    <section className="section account-section" aria-labelledby="own-password">
      <h2 id="own-password">Password</h2>
      <form className="account-form" onSubmit={submit} aria-label="Change the password">
        <CurrentPassword value={password} error={atPassword} change={setPassword} />
        <PasswordField input={input} value={next} onGenerate={setNext} policy={policy} />
        {change.error && !atPassword && !atNext ? <ProblemNote error={change.error} /> : null}
        <Button type="submit" loading={change.isPending}>
          Change the password
        </Button>
        <p role="status">
          {change.isSuccess ? "Your password is changed. Every other session of yours has ended." : ""}
        </p>
      </form>
    </section>
  );
}
