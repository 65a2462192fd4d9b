import { Button, Group } from "@mantine/core";
import { IconClipboardText, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, useState } from "react";
import { ImportLink } from "../customer-imports/import-link.tsx";
import { useTabRight } from "../customers/use-tab-right.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { Code } from "../ui/copy.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { OnceOpened } from "../ui/once-opened.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { addIpDevice, editIpDevice, type IpDeviceView, ipDevicesQuery } from "./device.api.ts";
import { DeviceMenu } from "./device-menu.tsx";
import { DeviceStatus } from "./device-status.tsx";
import { IpDeviceForm, valuesOf } from "./ip-device-form.tsx";

const PasteDevices = lazy(async () => ({ default: (await import("./paste-devices.tsx")).PasteDevices }));

const columns = (account: string, edit: (device: IpDeviceView) => void, mayEdit: boolean): Column<IpDeviceView>[] => [
  { id: "ip", header: "IP address", main: true, cell: ({ ip }) => <Code value={ip} what="IP address" /> },
  {
    id: "description",
    header: "Description",
    cell: ({ description }) => description || <span className="dim">–</span>,
  },
  {
    id: "dialPrefix",
    header: "Dial prefix",
    cell: ({ dialPrefix }) => <span className="mono">{dialPrefix || "%"}</span>,
  },
  { id: "maxCallSessions", header: "Max call sessions", align: "end", cell: ({ maxCallSessions }) => maxCallSessions },
  {
    id: "cps",
    header: "Call sessions per second",
    align: "end",
    cell: ({ callSessionsPerSecond }) => callSessionsPerSecond,
  },
  {
    id: "status",
    header: "Status",
    cell: (device) => (
      <DeviceStatus
        kind="ip-devices"
        device={device}
        name={device.ip}
        change={mayEdit ? (newest, status) => editIpDevice(newest, { status }) : undefined}
      />
    ),
  },
  {
    id: "menu",
    header: "",
    bare: true,
    cell: (device) => (
      <DeviceMenu
        account={account}
        kind="ip-devices"
        id={device.id}
        name={device.ip}
        onEdit={() => edit(device)}
        undo={() => addIpDevice(account, valuesOf(device), crypto.randomUUID())}
      />
    ),
  },
];

/** What the list shows, by the names in an export. */
const shownFields = ["ip", "description", "dialPrefix", "maxCallSessions", "callSessionsPerSecond", "status"];

/** From which addresses the customer's calls come. */
export function IpDevicesPage() {
  const { account } = useParams({ from: "/inside/customers/$account/ip-devices" });
  const [editing, setEditing] = useState<IpDeviceView | "new">();
  const [pasting, setPasting] = useState(false);
  const devices = useQuery(ipDevicesQuery(account));
  const mayEdit = useTabRight(account, "devices:write", "ip-devices");
  const add = mayEdit ? (
    <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
      Add IP device
    </Button>
  ) : null;
  const paste = mayEdit ? (
    <Button variant="default" leftSection={<IconClipboardText size={16} />} onClick={() => setPasting(true)}>
      Paste many
    </Button>
  ) : null;
  return (
    <>
      {devices.isError ? <ProblemNote error={devices.error} retry={devices.refetch} /> : null}
      {devices.data?.items.length === 0 ? (
        <EmptyState
          title="No IP device yet"
          action={
            <Group gap="xs" justify="center">
              {add}
              {paste}
            </Group>
          }
        >
          An IP device says from which address this customer's calls come, and with which dial prefix.
        </EmptyState>
      ) : (
        <>
          <div className="toolbar">
            {add}
            {paste}
            <ImportLink kind="ip-devices" />
            <ExportButton asked={{ kind: "devices", filter: { account, type: "IP" } }} visible={shownFields} />
          </div>
          <DataTable
            label="IP devices"
            columns={columns(account, setEditing, mayEdit).filter(({ id }) => mayEdit || id !== "menu")}
            rows={devices.data?.items ?? []}
            rowKey={({ id }) => id}
            loading={devices.isPending}
          />
        </>
      )}
      <OnceOpened opened={pasting}>
        {pasting ? <PasteDevices account={account} kind="ip-devices" onClose={() => setPasting(false)} /> : null}
      </OnceOpened>
      {editing ? (
        <IpDeviceForm
          account={account}
          {...(editing === "new" ? {} : { device: editing })}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </>
  );
}
