import { Drawer, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Code } from "../ui/copy.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useLayer } from "../ui/use-layer.ts";
import { type RegistrationView, registrationsQuery } from "./registration.api.ts";
import { RegistrationState } from "./registration-state.tsx";

type Contact = RegistrationView["contacts"][number];

const columns: readonly Column<Contact>[] = [
  {
    id: "contact",
    header: "Contact address",
    main: true,
    cell: ({ contact, userAgent }) => (
      <>
        <Code value={contact} what="contact" />
        <div className="dim">{userAgent || "Says no name"}</div>
      </>
    ),
  },
  {
    id: "state",
    header: "State",
    cell: ({ state, since }) => (
      <>
        <RegistrationState state={state} />
        <div className="dim">
          since <Instant at={since} />
        </div>
      </>
    ),
  },
  { id: "until", header: "Until", cell: ({ until, state }) => <Instant at={state === "REGISTERED" ? until : null} /> },
  { id: "switch", header: "Switch", cell: (contact) => contact.switch },
];

/** What somebody waits for who has just set a phone up. */
const waiting: Record<RegistrationView["state"], string> = {
  REGISTERED: "The device can be reached.",
  NOT_REGISTERED:
    "Calls to it find nobody until it registers again. Start the device: this page looks every ten seconds.",
  NEVER_SEEN:
    "No switch told of it yet. Check login, domain and secret in the device and start it: this page looks every ten seconds. A switch that does not tell of registrations leaves every device so.",
};

interface RegistrationDrawerProps {
  account: string;
  device: { id: string; login: string };
  onClose(): void;
}

/** Where one SIP device is registered, by what switches told: the test of a phone that was just set up. */
export function RegistrationDrawer({ account, device, onClose }: RegistrationDrawerProps) {
  const list = useQuery(registrationsQuery(account));
  const found = list.data?.items.find(({ deviceId }) => deviceId === device.id);
  useLayer(true, onClose);
  return (
    <Drawer opened onClose={onClose} size={880} title={`Registration of ${device.login}`}>
      {list.isError ? <ProblemNote error={list.error} retry={list.refetch} /> : null}
      {found ? (
        <div className="drawer-form">
          <dl className="facts">
            <dt>State</dt>
            <dd aria-live="polite">
              <RegistrationState state={found.state} />
            </dd>
            <dt>Since</dt>
            <dd>
              <Instant at={found.since} />
            </dd>
            <dt>Until</dt>
            <dd>
              <Instant at={found.until} />
              {found.until ? <span className="dim"> unless it is renewed before</span> : null}
            </dd>
          </dl>
          <p className="dim">{waiting[found.state]}</p>
          {found.contacts.length > 0 ? (
            <DataTable
              label="Contacts"
              columns={columns}
              rows={found.contacts}
              rowKey={(contact) => `${contact.switch} ${contact.contact}`}
            />
          ) : null}
        </div>
      ) : list.isPending ? (
        <Skeleton height={240} />
      ) : null}
    </Drawer>
  );
}
