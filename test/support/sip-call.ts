import { createSocket, type Socket } from "node:dgram";

/** A call through a SIP proxy: both sides of it, with just as much SIP as a proxy asks for. */

const bound = (): Promise<{ socket: Socket; port: number }> =>
  new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1", () => resolve({ socket, port: socket.address().port }));
  });

const headers = (message: string, name: string): string[] =>
  message.split("\r\n").filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));

const text = (lines: readonly string[]): string => `${[...lines, "Content-Length: 0"].join("\r\n")}\r\n\r\n`;

/** Answers an INVITE with `code`, and everything else with 200. */
async function aCallee(code: number) {
  const { socket, port } = await bound();
  socket.on("message", (data, from) => {
    const message = data.toString();
    const method = message.split(" ")[0];
    if (method === "ACK") return;
    const [to = ""] = headers(message, "To");
    const kept = ["Via", "Record-Route", "From", "Call-ID", "CSeq"].flatMap((name) => headers(message, name));
    const tagged = to.includes(";tag=") ? to : `${to};tag=callee`;
    const status = method === "INVITE" && code !== 200 ? `${code} Busy Here` : "200 OK";
    const contact = `Contact: <sip:callee@127.0.0.1:${port}>`;
    socket.send(text([`SIP/2.0 ${status}`, ...kept, tagged, contact]), from.port, from.address);
  });
  return { port, end: () => socket.close() };
}

/** The first final answer that comes to the socket for a method. */
const finalAnswer = (socket: Socket, method: string): Promise<string> =>
  new Promise((resolve) => {
    const hear = (data: Buffer) => {
      const message = data.toString();
      const isFor = headers(message, "CSeq")[0]?.includes(method);
      if (!isFor || message.startsWith("SIP/2.0 1")) return;
      socket.off("message", hear);
      resolve(message);
    };
    socket.on("message", hear);
  });

export interface SipCall {
  callId: string;
  number: string;
  talkMs: number;
  /** What the called side answers. */
  code: number;
}

/** Places the call by the proxy at a local port, and hangs up after the talk time. */
export async function callThrough(proxy: number, { callId, number, talkMs, code }: SipCall): Promise<void> {
  const callee = await aCallee(code);
  const { socket, port } = await bound();
  const send = (method: string, cseq: number, to: string, routes: readonly string[], uri: string) =>
    socket.send(
      text([
        `${method} ${uri} SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK${callId}${method}`,
        ...routes,
        "Max-Forwards: 70",
        `From: <sip:12025550142@127.0.0.1>;tag=caller`,
        to,
        `Call-ID: ${callId}`,
        `CSeq: ${cseq} ${method}`,
        `Contact: <sip:12025550142@127.0.0.1:${port}>`,
      ]),
      proxy,
      "127.0.0.1",
    );
  const called = `sip:${number}@127.0.0.1:${callee.port}`;
  const answered = finalAnswer(socket, "INVITE");
  send("INVITE", 1, `To: <sip:${number}@127.0.0.1>`, [], called);
  const answer = await answered;
  const [to = ""] = headers(answer, "To");
  const routes = headers(answer, "Record-Route").map((line) => line.replace(/^Record-Route/i, "Route"));
  if (code === 200) {
    const contact = `sip:callee@127.0.0.1:${callee.port}`;
    send("ACK", 1, to, routes, contact);
    await new Promise((resume) => setTimeout(resume, talkMs));
    const ended = finalAnswer(socket, "BYE");
    send("BYE", 2, to, routes, contact);
    await ended;
  } else send("ACK", 1, to, [], called);
  socket.close();
  callee.end();
}
