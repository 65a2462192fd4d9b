import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSeesVendors } from "../analysis/use-sees-vendors.ts";
import { useMay } from "../auth/use-may.ts";
import { ipDevicesQuery, sipDevicesQuery } from "../devices/device.api.ts";
import { type CallFilters, noCallFilters } from "../filters.ts";
import { CarrierFields } from "../vendors/carrier-fields.tsx";
import { FilterField } from "./filter-field.tsx";

interface MoreCallFiltersProps {
  account: string;
  filters: CallFilters;
  change(part: Partial<CallFilters>): void;
}

const fields = [
  ...(["prefix", "destination", "direction", "cause", "device", "vendor", "gateway"] as const),
  ...(["minSeconds", "maxSeconds", "minCharge", "maxCharge"] as const),
];
type Field = (typeof fields)[number];

const directions = [
  { value: "", label: "Any" },
  { value: "OUT", label: "Outgoing" },
  { value: "DID", label: "Incoming" },
];

/** Which typed characters a field takes. */
const [notWhole, notDecimal, notDigits, nothing] = [/[^0-9]/g, /[^0-9.]/g, /[^0-9*#+A-Da-d]/g, /^\s+/];

/** The filters that are needed now and then. */
export function MoreCallFilters({ account, filters, change }: MoreCallFiltersProps) {
  const set = fields.filter((name) => filters[name] !== noCallFilters[name]).length;
  const [wasSet] = useState(set > 0);
  const seesVendors = useSeesVendors();
  const of = (name: Field) => ({ value: filters[name], change: (value: string) => change({ [name]: value }) });
  return (
    <details className="wide" open={wasSet}>
      <summary>More filters{set > 0 ? ` (${set})` : ""}</summary>
      <div className="toolbar" style={{ marginTop: 8 }}>
        <NativeSelect
          label="Direction"
          value={filters.direction}
          onChange={(event) => change({ direction: event.currentTarget.value })}
          data={directions}
        />
        <FilterField label="Rated prefix" refused={notDigits} {...of("prefix")} />
        <FilterField label="Destination" refused={nothing} {...of("destination")} />
        <FilterField label="Release cause" placeholder="486/17" refused={nothing} {...of("cause")} />
        <DeviceField account={account} {...of("device")} />
        {seesVendors ? (
          <CarrierFields vendor={filters.vendor} gateway={filters.gateway} gatewayBy="id" change={change} />
        ) : null}
        <FilterField label="Seconds from" refused={notWhole} {...of("minSeconds")} />
        <FilterField label="Seconds to" refused={notWhole} {...of("maxSeconds")} />
        <FilterField label="Charge from" refused={notDecimal} {...of("minCharge")} />
        <FilterField label="Charge to" refused={notDecimal} {...of("maxCharge")} />
      </div>
    </details>
  );
}

interface DeviceFieldProps {
  account: string;
  value: string;
  change(device: string): void;
}

function DeviceField({ account, value, change }: DeviceFieldProps) {
  const enabled = useMay("devices:read");
  const ip = useQuery({ ...ipDevicesQuery(account), enabled });
  const sip = useQuery({ ...sipDevicesQuery(account), enabled });
  const devices = [
    ...(ip.data?.items ?? []).map(({ id, ip: address, dialPrefix }) => ({
      value: id,
      label: dialPrefix ? `${address} ${dialPrefix}` : address,
    })),
    ...(sip.data?.items ?? []).map(({ id, login }) => ({ value: id, label: login })),
  ];
  const isGone = value !== "" && !devices.some((device) => device.value === value);
  return (
    <NativeSelect
      label="Device"
      className="later-options"
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      data={[{ value: "", label: "Any" }, ...devices, ...(isGone ? [{ value, label: value }] : [])]}
    />
  );
}
