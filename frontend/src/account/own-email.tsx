import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { askForEmail, ownEmailQuery } from "../auth/own-email.api.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { CurrentPassword } from "./current-password.tsx";
import { faultAt } from "./field-fault.ts";

/** The address of whoever is signed in. Another one holds when the link that is mailed to it was followed. */
export function OwnEmail() {
  const own = useQuery(ownEmailQuery);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const ask = useMutation({ mutationFn: () => askForEmail(email.trim(), password), onSuccess: () => setPassword("") });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  const [atEmail, atPassword] = [faultAt(ask.error, "email"), faultAt(ask.error, "password")];
  return (
    <section className="section account-section" aria-labelledby="own-email">
      <h2 id="own-email">E-mail address</h2>
      {own.isError ? <ProblemNote error={own.error} retry={own.refetch} /> : null}
      <p className="dim">
        {own.data?.email ? (
          <>
            Links and notices of your login go to <strong>{own.data.email}</strong>.
          </>
        ) : own.data ? (
          "No address is known: a forgotten password cannot be mailed to you."
        ) : (
          "…"
        )}
      </p>
      <form className="account-form" onSubmit={submit} aria-label="Change the e-mail address">
        <TextInput
          label="New e-mail address"
          type="email"
          autoComplete="email"
          required
          withAsterisk={false}
          value={email}
          error={atEmail}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <CurrentPassword value={password} error={atPassword} change={setPassword} />
        {ask.error && !atEmail && !atPassword ? <ProblemNote error={ask.error} /> : null}
        <Button type="submit" loading={ask.isPending}>
          Send a link to the new address
        </Button>
        <p role="status">
          {ask.isSuccess ? "A link is on its way to the new address. Until it is followed the one before stays." : ""}
        </p>
      </form>
    </section>
  );
}
