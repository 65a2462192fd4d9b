import { NativeSelect, NumberInput, TagsInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { usualFailover, usualFailoverQ850 } from "../../../functions/vendors/failover.ts";
import { NewGateway } from "../../../functions/vendors/gateway.ts";
import { useMay } from "../auth/use-may.ts";
import { CodecOrder } from "../customers/codec-order.tsx";
import { type Code, codeOfText, textOfCode } from "../devices/switch-code-text.ts";
import { sourcesQuery } from "../intake/intake.api.ts";
import { activeOrInactive, choice } from "../ui/choice.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { type FormHandle, useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { FailoverCodes } from "./failover-codes.tsx";
import { addGateway, editGateway, type GatewayView } from "./vendor.api.ts";

type Values = Omit<GatewayView, "id" | "vendorId" | "uses" | "createdAt" | "version">;

const empty: Values = {
  name: "",
  host: "",
  port: 5060,
  transport: "UDP",
  rule: "%=>%",
  codecs: [],
  maxCallSessions: 100,
  callSessionsPerSecond: 10,
  status: "ACTIVE",
  failoverSipCodes: [...usualFailover],
  failoverCauses: [...usualFailoverQ850],
  aliases: [],
};

const valuesOf = ({ id: _i, vendorId: _v, uses: _u, createdAt: _c, version: _n, ...values }: GatewayView): Values =>
  values;

interface GatewayFormProps {
  vendorId: string;
  gateway?: GatewayView;
  onClose(): void;
}

export function GatewayForm({ vendorId, gateway, onClose }: GatewayFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, GatewayView>({
    schema: NewGateway,
    shape: NewGateway.shape,
    initial: gateway ? valuesOf(gateway) : empty,
    save: (values, key) => (gateway ? editGateway(gateway, values) : addGateway(vendorId, values, key)),
    saved: async ({ name }) => {
      toast(`${name} is ${gateway ? "saved" : "added"}.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["vendors"] });
    },
  });
  const { field, form } = handle;
  const count = { min: 1, allowDecimal: false, clampBehavior: "none", withAsterisk: true } as const;
  return (
    <DrawerForm
      title={gateway ? `Edit ${gateway.name}` : "Add gateway"}
      verb={gateway ? "Save changes" : "Add gateway"}
      handle={handle}
      onClose={onClose}
    >
      <TextInput {...field("name")} withAsterisk data-autofocus />
      <TextInput
        {...field("host", "IPv4, IPv6 or a host name.")}
        withAsterisk
        spellCheck={false}
        className="mono-input"
      />
      <NumberInput {...field("port")} {...count} max={65535} thousandSeparator={false} />
      <NativeSelect {...field("transport")} data={["UDP", "TCP", "TLS"]} />
      <TextInput {...field("rule")} spellCheck={false} className="mono-input" />
      <Aliases handle={handle} />
      <NumberInput {...field("maxCallSessions", "Calls at the same time to this gateway.")} {...count} />
      <NumberInput {...field("callSessionsPerSecond", "New calls in one second.")} {...count} />
      <NativeSelect {...choice(field("status", "Inactive: rows that lead here are passed over."), activeOrInactive)} />
      <CodecOrder
        value={form.getValues().codecs}
        onChange={(codecs) => form.setFieldValue("codecs", codecs as Values["codecs"])}
        disabled={false}
        error={form.errors["codecs"]}
        hint="Narrows what the customer may use, in the order of preference. None: all of it."
      />
      <FailoverCodes handle={handle} name="failoverSipCodes" />
      <FailoverCodes handle={handle} name="failoverCauses" />
    </DrawerForm>
  );
}

/** Names and addresses, each for every CDR source or, as “source, name”, for one. */
function Aliases({ handle }: { handle: FormHandle<Values> }) {
  const { data } = useQuery({ ...sourcesQuery, enabled: useMay("intake:read") });
  const sources = data?.items ?? [];
  const { aliases } = handle.form.getValues();
  // An alias that is there already keeps its source, whatever that is called now.
  const known = new Map<string, Code>(aliases.map((alias) => [textOfCode(alias, sources), alias]));
  return (
    <TagsInput
      {...handle.field(
        "aliases",
        "How switches call this gateway in their records: its name, or its address. “source, name” counts for one CDR source.",
      )}
      value={[...known.keys()]}
      onChange={(texts) =>
        handle.form.setFieldValue(
          "aliases",
          texts.map((text) => known.get(text) ?? codeOfText(text, sources)),
        )
      }
      splitChars={[]}
      placeholder="Enter after each"
    />
  );
}
