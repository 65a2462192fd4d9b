import { registrationUri } from "../../../functions/devices/sip-uri.ts";
import { QrCode } from "../account/qr-code.tsx";
import { Code } from "../ui/copy.tsx";
import "../account/account.css";

interface RegistrationProps {
  login: string;
  secret: string;
  realm: string;
}

/** What is typed into a phone so that it registers, and the same for a phone with a camera. */
export function Registration({ login, secret, realm }: RegistrationProps) {
  return (
    <>
      <dl className="facts">
        <dt>Login</dt>
        <dd>
          <Code value={login} what="login" />
        </dd>
        <dt>Domain</dt>
        <dd>
          <Code value={realm} what="domain" />
        </dd>
      </dl>
      <QrCode text={registrationUri({ login, secret, realm })} />
      <p className="dim">For phones that read a SIP address with its secret from a picture.</p>
    </>
  );
}
