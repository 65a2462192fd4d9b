import { Button, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { TariffName } from "../tariffs/tariff-name.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { GatewayForm } from "./gateway-form.tsx";
import { GatewayTable } from "./gateway-table.tsx";
import { type GatewayView, gatewaysQuery, type VendorView, vendorQuery, vendorsPath } from "./vendor.api.ts";
import { VendorForm } from "./vendor-form.tsx";

const VendorMoney = lazy(async () => ({ default: (await import("./vendor-money.tsx")).VendorMoney }));

function VendorFacts({ vendor }: { vendor: VendorView }) {
  const mayCompare = useMay("calls:read");
  const { company, currency, tariffId, billingDecimals, tags, notes, emails } = vendor;
  const addresses = Object.entries(emails).filter(([, address]) => address);
  return (
    <dl className="facts">
      <dt>Company</dt>
      <dd>{company ?? "–"}</dd>
      <dt>Currency</dt>
      <dd>{currency}</dd>
      <dt>Cost tariff</dt>
      <dd>
        {tariffId ? (
          <Link to="/tariffs/$tariffId" params={{ tariffId }}>
            <TariffName id={tariffId} />
          </Link>
        ) : (
          <Status value="NONE" tone="warn" label="None: the cost of its calls is not known" />
        )}
      </dd>
      <dt>Billing in decimal</dt>
      <dd>{billingDecimals}</dd>
      {mayCompare ? (
        <>
          <dt>Calls</dt>
          <dd>
            <Link to="/comparisons" search={{ vendor: vendor.id }}>
              Compare with its own record of them
            </Link>
          </dd>
        </>
      ) : null}
      {tags.length > 0 ? (
        <>
          <dt>Tags</dt>
          <dd>{tags.join(", ")}</dd>
        </>
      ) : null}
      {addresses.map(([kind, address]) => (
        <div key={kind} style={{ display: "contents" }}>
          <dt>E-mail, {kind === "noc" ? "NOC" : kind}</dt>
          <dd>{address}</dd>
        </div>
      ))}
      {notes ? (
        <>
          <dt>Notes</dt>
          <dd style={{ whiteSpace: "pre-line" }}>{notes}</dd>
        </>
      ) : null}
    </dl>
  );
}

interface GatewaysProps {
  vendorId: string;
  isClosed: boolean;
  onEdit: ((gateway: GatewayView) => void) | undefined;
}

function Gateways({ vendorId, isClosed, onEdit }: GatewaysProps) {
  const gateways = useQuery(gatewaysQuery(vendorId));
  if (gateways.isError) return <ProblemNote error={gateways.error} retry={gateways.refetch} />;
  if (gateways.data?.items.length === 0)
    return (
      <EmptyState title={isClosed ? "This vendor is closed" : "No gateway yet"}>
        {isClosed
          ? "Its gateways went with it; the calls that it had keep its name."
          : "A gateway is where its calls are sent. Routes lead to gateways, and CDRs name them."}
      </EmptyState>
    );
  return <GatewayTable gateways={gateways.data?.items ?? []} loading={gateways.isPending} onEdit={onEdit} />;
}

/** One vendor: where its calls are sent, and its money. */
export function VendorPage() {
  const { vendorId } = useParams({ from: "/inside/vendors/$vendorId" });
  const { data: vendor, isError, error, refetch } = useQuery(vendorQuery(vendorId));
  const { tab } = useSearch({ from: "/inside/vendors/$vendorId" });
  const navigate = useNavigate({ from: "/vendors/$vendorId" });
  const [editing, setEditing] = useState<GatewayView | "new">();
  const [settings, setSettings] = useState(false);
  const mayEdit = useMay("vendors:write") && vendor !== undefined && vendor.status !== "CLOSED";
  return (
    <Page
      title={vendor?.name ?? "Vendor"}
      heading={
        vendor ? (
          <>
            {vendor.name} <Status value={vendor.status} />
          </>
        ) : undefined
      }
      up={{ to: "/vendors", label: "Vendors" }}
      call={{ method: "GET", path: `${vendorsPath}/${vendorId}/gateways` }}
      actions={
        mayEdit ? (
          <>
            <Button data-edit variant="default" onClick={() => setSettings(true)}>
              Edit vendor
            </Button>
            <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
              Add gateway
            </Button>
          </>
        ) : null
      }
    >
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      {vendor ? (
        <section className="section" aria-label="Vendor">
          <VendorFacts vendor={vendor} />
        </section>
      ) : null}
      {vendor ? (
        <Tabs
          value={tab || "gateways"}
          onChange={(next) =>
            void navigate({ search: { tab: next === "gateways" ? "" : (next ?? ""), from: "", to: "" }, replace: true })
          }
        >
          <Tabs.List aria-label="Vendor">
            <Tabs.Tab value="gateways">Gateways</Tabs.Tab>
            <Tabs.Tab value="money">Money</Tabs.Tab>
          </Tabs.List>
        </Tabs>
      ) : null}
      {tab === "money" && vendor ? (
        <Suspense>
          <VendorMoney vendor={vendor} />
        </Suspense>
      ) : isError ? null : (
        <Gateways
          vendorId={vendorId}
          isClosed={vendor?.status === "CLOSED"}
          onEdit={mayEdit ? setEditing : undefined}
        />
      )}
      {editing ? (
        <GatewayForm
          vendorId={vendorId}
          {...(editing === "new" ? {} : { gateway: editing })}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
      {settings && vendor ? <VendorForm vendor={vendor} onClose={() => setSettings(false)} /> : null}
    </Page>
  );
}
