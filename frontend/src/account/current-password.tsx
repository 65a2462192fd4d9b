import { PasswordInput } from "@mantine/core";

interface CurrentPasswordProps {
  value: string;
  /** What the server says of it. */
  error: string | undefined;
  change(password: string): void;
}

/** The password that one has: whoever changes what guards the account says it once more. */
export const CurrentPassword = ({ value, error, change }: CurrentPasswordProps) => (
  <PasswordInput
    label="Your password"
    autoComplete="current-password"
    required
    withAsterisk={false}
    value={value}
    error={error}
    visibilityToggleButtonProps={{ "aria-label": "Show password" }}
    onChange={(event) => change(event.currentTarget.value)}
  />
);
