import { NumberInput, Switch, TextInput } from "@mantine/core";
import type { FormHandle } from "../ui/schema-form.ts";
import { CodecOrder } from "./codec-order.tsx";
import type { CustomerValues } from "./customer-values.ts";

export function CallLimitsGroup({ handle: { field, tick, form } }: { handle: FormHandle<CustomerValues> }) {
  const { blockLossRoutes, codecChecking, callWithMedia, codecs } = form.getValues();
  const count = { min: 1, allowDecimal: false, clampBehavior: "none", withAsterisk: true } as const;
  return (
    <fieldset className="group">
      <legend>Call limits</legend>
      <div className="fields">
        <NumberInput {...field("maxCallSessions", "Calls at the same time, over all devices.")} {...count} />
        <NumberInput {...field("callSessionsPerSecond", "New calls in one second, over all devices.")} {...count} />
        <Switch {...tick("codecChecking", "A call that offers none of the listed codecs is refused.")} />
        <div className="wide">
          <CodecOrder
            value={codecs}
            onChange={(next) => form.setFieldValue("codecs", next)}
            disabled={!codecChecking}
            error={form.errors["codecs"]}
          />
        </div>
        <Switch {...tick("callWithMedia", "On: the media is relayed. Off: it goes direct.")} />
        <Switch {...tick("transcoding", "Needs Call with media.")} disabled={!callWithMedia} />
        <Switch
          {...tick(
            "blockLossRoutes",
            "Routes that cost more than the customer pays are skipped; none left: the call is refused.",
          )}
        />
        <NumberInput
          {...field("expectedCallSeconds", "Seconds of talk by which price and cost are compared.")}
          {...count}
          withAsterisk={blockLossRoutes}
          max={7200}
          disabled={!blockLossRoutes}
        />
        <TextInput
          {...field("lossTolerancePercent", "10 lets the cost be a tenth above the price; -10 asks for a tenth below.")}
          withAsterisk={blockLossRoutes}
          inputMode="decimal"
          disabled={!blockLossRoutes}
        />
        <Switch {...tick("cliByDestination", "The caller ID is set by the rule list of the destination prefix.")} />
        <NumberInput {...field("maxCallMinutes", "Minutes; a call is cut there.")} {...count} max={1440} />
      </div>
    </fieldset>
  );
}
