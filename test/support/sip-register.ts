import { createHash } from "node:crypto";
import { createSocket } from "node:dgram";

/** A phone that registers, with just as much SIP as a registrar asks for. */

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

export const ha1Of = ({ login, realm, secret }: { login: string; realm: string; secret: string }): string =>
  md5(`${login}:${realm}:${secret}`);

interface Phone {
  /** Local port of the registrar. */
  proxy: number;
  login: string;
  realm: string;
  secret: string;
  /** Seconds; 0 takes the contact off. */
  expires: number;
}

let calls = 0;

/** Registers after the challenge (RFC 2617, without qop); the status of the last answer. The contact is the same each time. */
export async function register({ proxy, login, realm, secret, expires }: Phone): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((ready) => socket.bind(0, "127.0.0.1", () => ready()));
  const { port } = socket.address();
  const uri = "sip:127.0.0.1";
  const callId = `reg-${calls++}`;
  const ask = (cseq: number, more: string[]): Promise<string> =>
    new Promise((resolve) => {
      socket.once("message", (data) => resolve(data.toString()));
      const lines = [
        `REGISTER ${uri} SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK-${callId}-${cseq}`,
        "Max-Forwards: 70",
        `From: <sip:${login}@127.0.0.1>;tag=${callId}`,
        `To: <sip:${login}@127.0.0.1>`,
        `Call-ID: ${callId}`,
        `CSeq: ${cseq} REGISTER`,
        `Contact: <sip:${login}@127.0.0.1:5099>`,
        'User-Agent: Desk "1"',
        `Expires: ${expires}`,
        ...more,
        "Content-Length: 0",
      ];
      socket.send(`${lines.join("\r\n")}\r\n\r\n`, proxy, "127.0.0.1");
    });
  try {
    const challenge = await ask(1, []);
    const nonce = /nonce="([^"]+)"/.exec(challenge)?.[1] ?? "";
    const response = md5(`${ha1Of({ login, realm, secret })}:${nonce}:${md5(`REGISTER:${uri}`)}`);
    const digest = `Authorization: Digest username="${login}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}"`;
    const answer = await ask(2, [digest]);
    return Number(/^SIP\/2\.0 (\d+)/.exec(answer)?.[1]);
  } finally {
    socket.close();
  }
}
