import { Button } from "@mantine/core";
import { Copy } from "../ui/copy.tsx";

/** The only time that recovery codes can be read. */
export const RecoveryCodes = ({ codes, onDone }: { codes: readonly string[]; onDone(): void }) => (
  <div className="account-form">
    <p>
      Keep these codes on paper. Each of them signs you in once when your device is lost. They cannot be shown again.{" "}
      <Copy value={codes.join("\n")} what="recovery codes" />
    </p>
    <ul className="recovery-codes" aria-label="Recovery codes">
      {codes.map((code) => (
        <li key={code} className="mono">
          {code}
        </li>
      ))}
    </ul>
    <Button onClick={onDone}>I have them</Button>
  </div>
);
