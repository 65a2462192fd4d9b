import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { ProblemNote } from "../ui/problem-note.tsx";
import { askForLink } from "./one-time-link.api.ts";
import { Outside } from "./outside.tsx";

/** Has a link for a new password mailed. What it says afterwards is the same for a name that nobody has. */
export function ForgotPasswordPage() {
  const [username, setUsername] = useState("");
  const ask = useMutation({ mutationFn: () => askForLink(username) });
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (ask.isSuccess) said.current?.focus();
  }, [ask.isSuccess]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  if (ask.isSuccess)
    return (
      <Outside title="Look into your mail">
        <p ref={said} tabIndex={-1} role="status">
          If somebody has the user name <strong>{username}</strong> and we know an address, a link is on its way. It
          counts once, within 60 minutes.
        </p>
        <p className="dim">Nothing came? Look among the unwanted mail, or ask whoever gave you the login.</p>
        <p>
          <Link to="/sign-in">Back to the sign-in</Link>
        </p>
      </Outside>
    );
  return (
    <Outside title="Forgotten your password?">
      <form onSubmit={submit} className="sign-in-fields" aria-label="Ask for a link">
        <TextInput
          label="User name"
          description="A link by which you set a new password is mailed to you."
          name="username"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          maxLength={100}
          spellCheck={false}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        {ask.error ? <ProblemNote error={ask.error} /> : null}
        <Button type="submit" fullWidth loading={ask.isPending}>
          Mail me a link
        </Button>
      </form>
      <p>
        <Link to="/sign-in">Back to the sign-in</Link>
      </p>
    </Outside>
  );
}
