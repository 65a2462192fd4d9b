import { Button, PasswordInput } from "@mantine/core";
import { IconCheck, IconCircle, IconDice5 } from "@tabler/icons-react";
import { type PasswordPolicy, passwordFaults, rulesOf } from "../../../functions/auth/password-policy.ts";
import { Copy } from "./copy.tsx";

const letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
const specials = "!#%+-=?@_";

/** Uniform pick without modulo bias: numbers beyond the last whole multiple are drawn again. */
function pick(alphabet: string): string {
  const limit = 256 - (256 % alphabet.length);
  for (;;) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < limit) return alphabet.charAt(byte % alphabet.length);
  }
}

/** 20 characters that keep either rule: about 110 bits. No look-alikes (0 O 1 l I), because it is read aloud. */
export function generatePassword(): string {
  for (;;) {
    const text = Array.from({ length: 19 }, () => pick(letters)).join("");
    const at = Math.floor(crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % 18;
    const made = `${text.slice(0, at + 1)}${pick(specials)}${text.slice(at + 1)}`;
    if (passwordFaults(made).length === 0) return made;
  }
}

interface PasswordFieldProps {
  /** What the schema form gives for the field. */
  // biome-ignore lint/suspicious/noExplicitAny: see FormHandle.field
  input: any;
  value: string;
  onGenerate(password: string): void;
  required?: boolean;
  /** What it is called: a password of people, the secret of a device. */
  what?: "password" | "secret";
  policy?: PasswordPolicy;
  /** Words of whose it is, in small letters. */
  own?: readonly string[];
}

/** A new password: each rule ticks off while typing; a generated one can be copied. */
export function PasswordField({ input, value, onGenerate, required, what = "password", ...rule }: PasswordFieldProps) {
  const { policy = "MANUAL", own = [] } = rule;
  return (
    <div>
      <PasswordInput
        {...input}
        withAsterisk={required}
        autoComplete="new-password"
        aria-invalid={input.error ? true : undefined}
        visibilityToggleButtonProps={{ "aria-label": `Show ${what}` }}
      />
      {value || required ? (
        <ul className="checklist" aria-label={`Rules of the ${what}`}>
          {rulesOf(policy).map(({ name, isMet }) => (
            <li key={name} data-met={value !== "" && isMet(value, own)}>
              {value !== "" && isMet(value, own) ? (
                <IconCheck size={13} aria-label="met:" />
              ) : (
                <IconCircle size={13} aria-label="not met:" />
              )}
              {name}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="toolbar" style={{ marginTop: 6, alignItems: "center" }}>
        <Button
          variant="default"
          leftSection={<IconDice5 size={15} />}
          // The field above keeps the keyboard: an error that it showed on leaving would move the button away.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onGenerate(generatePassword())}
        >
          Generate
        </Button>
        {value ? <Copy value={value} what={what} /> : null}
      </div>
    </div>
  );
}
