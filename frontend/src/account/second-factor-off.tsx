import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { lazy, type SubmitEvent, Suspense, useState } from "react";
import { Code } from "../ui/copy.tsx";
import { CurrentPassword } from "./current-password.tsx";
import { faultAt } from "./field-fault.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { beginSecondFactor, confirmSecondFactor } from "./second-factor.api.ts";

const QrCode = lazy(() => import("./qr-code.tsx").then(({ QrCode: component }) => ({ default: component })));

/** Switching it on: the password, the picture, a first code, the recovery codes. */
export function SecondFactorOff({ onDone }: { onDone(): Promise<void> }) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const begin = useMutation({ mutationFn: () => beginSecondFactor(password) });
  const confirm = useMutation({ mutationFn: () => confirmSecondFactor(code) });
  const send = (work: () => void) => (event: SubmitEvent) => {
    event.preventDefault();
    work();
  };
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recoveryCodes} onDone={() => void onDone()} />;
  if (!begin.data)
    return (
      <form className="account-form" onSubmit={send(() => begin.mutate())} aria-label="Switch a second factor on">
        <CurrentPassword value={password} error={faultAt(begin.error, "password")} change={setPassword} />
        <Button type="submit" loading={begin.isPending}>
          Set up a second factor
        </Button>
      </form>
    );
  return (
    <form className="account-form" onSubmit={send(() => confirm.mutate())} aria-label="Confirm the second factor">
      <p>Read this picture with an authenticator app, then type the six digits that it shows.</p>
      <Suspense fallback={<p className="dim">…</p>}>
        <QrCode text={begin.data.uri} />
      </Suspense>
      <p>
        Without a camera type this secret: <Code value={begin.data.secret} what="secret" />
      </p>
      <TextInput
        label="Code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        required
        withAsterisk={false}
        maxLength={7}
        value={code}
        error={faultAt(confirm.error, "code")}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit" loading={confirm.isPending}>
        Switch it on
      </Button>
    </form>
  );
}
