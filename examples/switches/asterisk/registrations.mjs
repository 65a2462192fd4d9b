// Tells Switchbook which SIP users are registered at an Asterisk with PJSIP. Run it beside Asterisk with Node 22 or later:
//   AMI_USER=switchbook AMI_SECRET=… SWITCHBOOK_URL=https://billing.example.net/switch/v1 SWITCHBOOK_KEY=sbk_… \
//   SWITCHBOOK_SWITCH=pbx1 node registrations.mjs
// The AMI user needs `read = system` and `write = system` in manager.conf. The name of a phone's AOR is its SIP login.
//
// ContactStatus says that something happened to a contact, but not until when it is registered: so all contacts are asked
// for, at the start, a second after each event and every five minutes. Switchbook takes repeats as such.
import { connect } from "node:net";

const {
  AMI_HOST = "127.0.0.1",
  AMI_PORT = "5038",
  AMI_USER = "switchbook",
  AMI_SECRET = "",
  SWITCHBOOK_URL = "https://billing.example.net/switch/v1",
  SWITCHBOOK_KEY = "sbk_CHANGE_ME",
  SWITCHBOOK_SWITCH = "pbx1",
} = process.env;

const batch = 500;
const now = () => Math.floor(Date.now() / 1000);

async function tell(registrations) {
  for (let at = 0; at < registrations.length; at += batch) {
    const reply = await fetch(`${SWITCHBOOK_URL}/registrations`, {
      method: "POST",
      headers: { authorization: `Bearer ${SWITCHBOOK_KEY}`, "content-type": "application/json" },
      body: JSON.stringify({ switch_id: SWITCHBOOK_SWITCH, registrations: registrations.slice(at, at + batch) }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
  }
}

// What could not be told is told with the next look at all contacts, or runs out.
const telling = (registrations) =>
  registrations.length === 0
    ? undefined
    : tell(registrations).catch((error) => process.stderr.write(`not told: ${error.message}\n`));

/** `Name: value` lines of one AMI message. */
const fieldsOf = (message) =>
  Object.fromEntries(
    message.split("\r\n").map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );

/** `rig6001;@3f2a…` is the contact's name: the AOR, then a hash. */
const loginOf = (name) => name.split(/;?@/)[0];

const socket = connect({ host: AMI_HOST, port: Number(AMI_PORT) });
const ask = (...lines) => socket.write(`${lines.join("\r\n")}\r\n\r\n`);
const askContacts = () => ask("Action: PJSIPShowContacts");
let contacts = [];
let soon;

function take(message) {
  const { Event: event, Response: response, ...fields } = fieldsOf(message);
  if (response === "Error" && /[Aa]uthentication/.test(fields.Message ?? "")) throw new Error(`AMI: ${fields.Message}`);
  if (event === "ContactList") {
    const expires = Number(fields.ExpirationTime);
    // A contact that stands in the configuration registers with nobody and has no end.
    if (expires > 0 && expires < 4_000_000_000)
      contacts.push({
        ...{ event: "REGISTERED", login: loginOf(fields.ObjectName), contact: fields.Uri, at: now() },
        ...{ user_agent: fields.UserAgent ?? "", expires_at: expires },
      });
  } else if (event === "ContactListComplete") {
    void telling(contacts);
    contacts = [];
  } else if (event === "ContactStatus") {
    if (fields.ContactStatus === "Removed")
      void telling([{ event: "UNREGISTERED", login: fields.AOR, contact: fields.URI, at: now() }]);
    else {
      clearTimeout(soon);
      soon = setTimeout(askContacts, 1000);
    }
  }
}

let text = "";
socket.setEncoding("utf8");
socket.on("connect", () => {
  ask("Action: Login", `Username: ${AMI_USER}`, `Secret: ${AMI_SECRET}`, "Events: system");
  askContacts();
  setInterval(askContacts, 300_000).unref();
});
socket.on("data", (data) => {
  // The greeting is one line of its own.
  text = (text + data).replace(/^Asterisk Call Manager[^\r]*\r\n/, "");
  for (let end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n")) {
    take(text.slice(0, end));
    text = text.slice(end + 4);
  }
});
// Whatever starts it starts it again (systemd: Restart=always).
socket.on("close", () => process.exit(1));
socket.on("error", (error) => process.stderr.write(`${error.message}\n`));
