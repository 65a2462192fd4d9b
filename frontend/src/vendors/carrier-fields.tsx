import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { allGatewaysQuery, vendorsQuery } from "./vendor.api.ts";

interface CarrierFieldsProps {
  /** Id of the vendor, and id or name of the gateway; empty: any. */
  vendor: string;
  gateway: string;
  gatewayBy: "id" | "name";
  change(part: { vendor?: string; gateway: string }): void;
}

const options = (items: readonly { value: string; label: string }[]) => [{ value: "", label: "Any" }, ...items];

/** A filter by who terminates calls. For whoever may see vendors: it is drawn for nobody else. */
export function CarrierFields({ vendor, gateway, gatewayBy, change }: CarrierFieldsProps) {
  const { data: vendors } = useQuery(vendorsQuery);
  const { data: gateways } = useQuery(allGatewaysQuery);
  const ofVendor = (gateways?.items ?? []).filter(({ vendorId }) => vendor === "" || vendorId === vendor);
  return (
    <>
      <NativeSelect
        label="Vendor"
        className="later-options"
        value={vendor}
        onChange={(event) => change({ vendor: event.currentTarget.value, gateway: "" })}
        data={options((vendors?.items ?? []).map(({ id, name }) => ({ value: id, label: name })))}
      />
      <NativeSelect
        label="Gateway"
        className="later-options"
        value={gateway}
        onChange={(event) => change({ gateway: event.currentTarget.value })}
        data={options(ofVendor.map((one) => ({ value: one[gatewayBy], label: one.name })))}
      />
    </>
  );
}
