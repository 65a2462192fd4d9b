import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { ApiProblem, messageOf } from "../api/problem.ts";
import { brandingQuery, useBranding } from "../settings/branding.api.ts";
import { Brand, useTitle } from "../ui/brand.tsx";
import { Copy } from "../ui/copy.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { insideAddress } from "./inside-address.ts";
import { localSignInsQuery, returnToOwn, sessionKey, signIn, switchOverQuery } from "./session.api.ts";
import "./sign-in.css";

function useSignIn() {
  const { to } = useSearch({ from: "/sign-in" });
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  return useMutation({
    mutationFn: signIn,
    onSuccess: async (session) => {
      queryClient.setQueryData(sessionKey, session);
      await queryClient.invalidateQueries({ queryKey: brandingQuery.queryKey });
      await router.invalidate();
      await navigate({ href: insideAddress(to) });
    },
  });
}

/** Of a switched session that ended: the way back to one's own. */
function useSwitchOver() {
  const { data: over } = useQuery(switchOverQuery);
  return { over: over === true, goBack: returnToOwn };
}

/** The password was right, and a second factor is asked for. */
const wantsCode = (error: unknown): boolean =>
  error instanceof ApiProblem && error.fields.some(({ path }) => path === "otp");

export function SignInPage() {
  const [typed, setTyped] = useState({ username: "", password: "" });
  const enter = useSignIn();
  const { supportEmail } = useBranding();
  useTitle("Sign in");
  const [otp, setOtp] = useState("");
  const asksForCode = wantsCode(enter.error);
  const [asked, setAsked] = useState(false);
  const { over, goBack } = useSwitchOver();
  if (asksForCode && !asked) setAsked(true);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    enter.mutate(asked ? { ...typed, otp } : typed);
  };
  return (
    <main className="sign-in">
      <form onSubmit={submit} className="sign-in-form">
        <h1>
          <Brand height={28} />
        </h1>
        {over ? (
          <p role="status">
            The session that you switched to is over.{" "}
            <button type="button" className="link-button" onClick={() => void goBack()}>
              Return to your own session
            </button>
          </p>
        ) : null}
        <TextInput
          label="User name"
          name="username"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={typed.username}
          onChange={(event) => setTyped({ ...typed, username: event.currentTarget.value })}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={typed.password}
          visibilityToggleButtonProps={{ "aria-label": "Show password" }}
          onChange={(event) => setTyped({ ...typed, password: event.currentTarget.value })}
        />
        {asked ? (
          <TextInput
            label="Code"
            description="Of your authenticator, or a recovery code."
            name="otp"
            autoComplete="one-time-code"
            autoFocus
            required
            withAsterisk={false}
            maxLength={30}
            value={otp}
            error={asksForCode && otp !== "" ? messageOf(enter.error) : undefined}
            onChange={(event) => setOtp(event.currentTarget.value)}
          />
        ) : null}
        {enter.error && !asksForCode ? <ProblemNote error={enter.error} /> : null}
        <Button type="submit" fullWidth loading={enter.isPending}>
          Sign in
        </Button>
        <p>
          <Link to="/forgot-password">Forgotten your password?</Link>
        </p>
        {supportEmail ? (
          <p className="dim">
            Help: <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
          </p>
        ) : null}
      </form>
      <LocalSignIns onUse={(username, password) => enter.mutate({ username, password })} />
    </main>
  );
}

/** On a person's own machine the demo's sign-ins are one click away. Anywhere else the API has none to tell. */
function LocalSignIns({ onUse }: { onUse(username: string, password: string): void }) {
  const { data = [] } = useQuery(localSignInsQuery);
  if (data.length === 0) return null;
  return (
    <section className="sign-ins" aria-label="Sign-ins of this machine">
      <h2>Sign-ins of this machine</h2>
      <ul>
        {data.map(({ username, password, label }) => (
          <li key={username}>
            <span className="sign-in-who">
              <strong>{username}</strong>
              {label ? <span className="dim"> {label}</span> : null}
            </span>
            <span className="code-copy">
              <span className="mono">{password}</span>
              <Copy value={password} what={`password of ${username}`} />
            </span>
            <Button variant="default" onClick={() => onUse(username, password)}>
              Use<span className="sr-only"> {username}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
