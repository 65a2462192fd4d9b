import { Button, Group, Menu } from "@mantine/core";
import { IconClipboardText, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { ImportLink } from "../customer-imports/import-link.tsx";
import { useTabRight } from "../customers/use-tab-right.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { type RegistrationView, registrationsQuery } from "../registrations/registration.api.ts";
import { RegistrationCell } from "../registrations/registration-cell.tsx";
import { Code } from "../ui/copy.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { OnceOpened } from "../ui/once-opened.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SecretOnce, type ShownSecret } from "../ui/secret-once.tsx";
import {
  editSipDevice,
  newSecret,
  type SipDeviceView,
  type SipDeviceWithSecret,
  sipDevicesQuery,
} from "./device.api.ts";
import { DeviceMenu } from "./device-menu.tsx";
import { DeviceStatus } from "./device-status.tsx";
import { SipDeviceForm } from "./sip-device-form.tsx";

const RegistrationDrawer = lazy(async () => ({
  default: (await import("../registrations/registration-drawer.tsx")).RegistrationDrawer,
}));
const PasteDevices = lazy(async () => ({ default: (await import("./paste-devices.tsx")).PasteDevices }));

interface Registered {
  by: ReadonlyMap<string, RegistrationView>;
  open(device: SipDeviceView): void;
}

const columnsOf = (mayEdit: boolean, registered: Registered): Column<SipDeviceView>[] => [
  { id: "login", header: "SIP device login", main: true, cell: ({ login }) => <Code value={login} what="login" /> },
  { id: "extension", header: "Extension", cell: ({ extension }) => <span className="mono">{extension}</span> },
  {
    id: "registration",
    header: "Registration",
    cell: (device) => (
      <RegistrationCell
        login={device.login}
        registration={registered.by.get(device.id)}
        open={() => registered.open(device)}
      />
    ),
  },
  {
    id: "voicemail",
    header: "Voice mail",
    cell: ({ voicemail, voicemailEmail }) => (voicemail ? voicemailEmail : "Inactive"),
  },
  { id: "ip", header: "IP address lock", cell: ({ ip }) => (ip ? <span className="mono">{ip}</span> : "Any") },
  { id: "maxCallSessions", header: "Max call sessions", align: "end", cell: ({ maxCallSessions }) => maxCallSessions },
  { id: "cps", header: "CPS", align: "end", cell: ({ callSessionsPerSecond }) => callSessionsPerSecond },
  {
    id: "status",
    header: "Status",
    cell: (device) => (
      <DeviceStatus
        kind="sip-devices"
        device={device}
        name={device.login}
        change={mayEdit ? (newest, status) => editSipDevice(newest, { status }) : undefined}
      />
    ),
  },
];

/** What the list shows, by the names in an export. */
const shownFields = [
  "login",
  "extension",
  "voicemail",
  "voicemailEmail",
  "ip",
  "maxCallSessions",
  "callSessionsPerSecond",
  "status",
];

const Registration = lazy(async () => ({ default: (await import("./registration.tsx")).Registration }));

const shownOf = ({ login, secret, realm }: SipDeviceWithSecret): ShownSecret => ({
  login,
  secret,
  further: secret ? (
    <Suspense>
      <Registration login={login} secret={secret} realm={realm} />
    </Suspense>
  ) : null,
});

/** Phones and gateways that register with a login and a secret. */
export function SipDevicesPage() {
  const { account } = useParams({ from: "/inside/customers/$account/sip-devices" });
  const [editing, setEditing] = useState<SipDeviceView | "new">();
  const [pasting, setPasting] = useState(false);
  const [shown, setShown] = useState<ShownSecret>();
  const devices = useQuery(sipDevicesQuery(account));
  const renew = useMutation({
    mutationFn: ({ id }: SipDeviceView) => newSecret(account, id),
    onSuccess: (device) => setShown(shownOf(device)),
  });
  const menu: Column<SipDeviceView> = {
    id: "menu",
    header: "",
    bare: true,
    cell: (device) => (
      <DeviceMenu
        account={account}
        kind="sip-devices"
        id={device.id}
        name={device.login}
        onEdit={() => setEditing(device)}
      >
        <Menu.Item onClick={() => renew.mutate(device)}>Make a new secret</Menu.Item>
      </DeviceMenu>
    ),
  };
  const mayEdit = useTabRight(account, "devices:write", "sip-devices");
  const registrations = useQuery(registrationsQuery(account));
  const [looking, setLooking] = useState<SipDeviceView>();
  const by = new Map((registrations.data?.items ?? []).map((one) => [one.deviceId, one]));
  const columns = columnsOf(mayEdit, { by, open: setLooking });
  const add = mayEdit ? (
    <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
      Add SIP device
    </Button>
  ) : null;
  const paste = mayEdit ? (
    <Button variant="default" leftSection={<IconClipboardText size={16} />} onClick={() => setPasting(true)}>
      Paste many
    </Button>
  ) : null;
  return (
    <>
      {devices.isError || renew.isError ? (
        <ProblemNote error={devices.error ?? renew.error} {...(devices.isError ? { retry: devices.refetch } : {})} />
      ) : null}
      {registrations.isError ? <ProblemNote error={registrations.error} retry={registrations.refetch} /> : null}
      {devices.data?.items.length === 0 ? (
        <EmptyState
          title="No SIP device yet"
          action={
            <Group gap="xs" justify="center">
              {add}
              {paste}
            </Group>
          }
        >
          A SIP device registers with a login and a secret, from any address unless it is locked to one.
        </EmptyState>
      ) : (
        <>
          <div className="toolbar">
            {add}
            {paste}
            <ImportLink kind="sip-devices" />
            <ExportButton asked={{ kind: "devices", filter: { account, type: "SIP" } }} visible={shownFields} />
          </div>
          <DataTable
            label="SIP devices"
            columns={mayEdit ? [...columns, menu] : columns}
            rows={devices.data?.items ?? []}
            rowKey={({ id }) => id}
            loading={devices.isPending || registrations.isLoading}
          />
        </>
      )}
      <OnceOpened opened={pasting}>
        {pasting ? <PasteDevices account={account} kind="sip-devices" onClose={() => setPasting(false)} /> : null}
      </OnceOpened>
      {looking ? (
        <Suspense fallback={null}>
          <RegistrationDrawer account={account} device={looking} onClose={() => setLooking(undefined)} />
        </Suspense>
      ) : null}
      {editing ? (
        <SipDeviceForm
          account={account}
          {...(editing === "new" ? {} : { device: editing })}
          onClose={() => setEditing(undefined)}
          onSecret={(device) => setShown(shownOf(device))}
        />
      ) : null}
      <SecretOnce shown={shown} onClose={() => setShown(undefined)} />
    </>
  );
}
