import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import * as z from "zod";
import { ownWords, Password, passwordFieldFaults } from "../../../functions/auth/password-policy.ts";
import { ApiProblem, messageOf } from "../api/problem.ts";
import { Instant } from "../ui/figures.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { type LinkView, readLink, setPassword } from "./one-time-link.api.ts";
import { Outside } from "./outside.tsx";

const isOver = (error: unknown): boolean => error instanceof ApiProblem && [404, 422].includes(error.status);

/** Where a one-time link leads. Its token stands behind `#`, which the browser sends to nobody. */
export function SetPasswordPage() {
  const token = useRouterState({ select: (state) => state.location.hash });
  const [done, setDone] = useState(false);
  const link = useQuery({
    queryKey: ["one-time-link", token],
    queryFn: () => readLink(token),
    enabled: token !== "" && !done,
    retry: (count, error) => !isOver(error) && count < 2,
    refetchOnWindowFocus: false,
  });
  if (done) return <Done />;
  if (token === "" || isOver(link.error)) return <Over {...(link.error ? { why: messageOf(link.error) } : {})} />;
  if (link.isError)
    return (
      <Outside title="Set your password">
        <ProblemNote error={link.error} retry={link.refetch} />
      </Outside>
    );
  if (!link.data)
    return (
      <Outside title="Set your password">
        <p className="dim" aria-busy="true">
          Looking at the link …
        </p>
      </Outside>
    );
  return <NewPassword link={link.data} token={token} onDone={() => setDone(true)} />;
}

const shape = { password: titled("New password") };
const formOf = ({ username, passwordPolicy }: LinkView) =>
  z.object({ password: Password }).superRefine(({ password }, context) => {
    for (const { path, message } of passwordFieldFaults({ username, password }, passwordPolicy))
      context.addIssue({ code: "custom", path: [path], message });
  });

function NewPassword({ link, token, onDone }: { link: LinkView; token: string; onDone(): void }) {
  const handle = useSchemaForm<{ password: string }, unknown>({
    schema: useMemo(() => formOf(link), [link]),
    shape,
    initial: { password: "" },
    save: ({ password }) => setPassword(token, password),
    saved: onDone,
  });
  const { field, form } = handle;
  if (isOver(handle.problem)) return <Over why={messageOf(handle.problem)} />;
  return (
    <Outside title={link.purpose === "INVITATION" ? "Welcome" : "Set a new password"}>
      <form
        ref={handle.formRef}
        className="sign-in-fields"
        noValidate
        onSubmit={handle.submit}
        aria-label="Set your password"
      >
        <p>
          Your user name is <strong className="mono">{link.username}</strong>.
        </p>
        {/* Password managers keep the password under this name. */}
        <input type="hidden" name="username" autoComplete="username" value={link.username} />
        <PasswordField
          input={field("password")}
          value={form.getValues().password}
          onGenerate={(password) => form.setFieldValue("password", password)}
          required
          policy={link.passwordPolicy}
          own={ownWords({ username: link.username })}
        />
        {handle.problem ? <ProblemNote error={handle.problem} retry={handle.retry} /> : null}
        <Button type="submit" fullWidth loading={handle.busy}>
          Set the password
        </Button>
        <p className="dim">
          The link counts once, until <Instant at={link.expiresAt} />.
          {link.purpose === "RESET" ? " Setting the password signs you out everywhere else." : null}
        </p>
      </form>
    </Outside>
  );
}

/** Takes the keyboard along to what is said now. */
function useSaid() {
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => said.current?.focus(), []);
  return said;
}

const Done = () => (
  <Outside title="Your password is set">
    <p ref={useSaid()} tabIndex={-1} role="status">
      You can sign in with it now.
    </p>
    <p>
      <Link to="/sign-in">Sign in</Link>
    </p>
  </Outside>
);

const Over = ({ why = "The address has no link in it." }: { why?: string }) => (
  <Outside title="This link is over">
    <p ref={useSaid()} tabIndex={-1} role="alert">
      {why}
    </p>
    <p>
      <Link to="/forgot-password">Ask for a new one</Link>
    </p>
    <p>
      <Link to="/sign-in">Back to the sign-in</Link>
    </p>
  </Outside>
);
