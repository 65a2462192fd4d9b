import { Button, Checkbox, NumberInput, Switch, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import * as z from "zod";
import { RateFields } from "../../../functions/tariffs/rate.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { toast } from "../ui/toasts.tsx";
import { addRate, deleteRate, type RateView, replaceRate, type TariffView } from "./tariff.api.ts";

type Values = Omit<RateView, "effectiveFrom" | "effectiveTo"> & {
  effectiveFrom: string;
  effectiveTo: string;
  confirmPastChange: boolean;
  noticeOverride: string;
};

const shape = {
  prefix: titled("Prefix"),
  destination: titled("Destination"),
  pricePerMinute: titled("Price per minute"),
  connectFee: titled("Connect fee"),
  firstIncrement: titled("First increment"),
  nextIncrement: titled("Next increment"),
  graceSeconds: titled("Grace seconds"),
  freeSeconds: titled("Free seconds"),
  blocked: titled("Blocked"),
  effectiveFrom: titled("Effective from"),
  effectiveTo: titled("Effective to"),
};

const bodyOf = ({ effectiveFrom, effectiveTo, noticeOverride, ...rest }: Values) => ({
  ...rest,
  ...(noticeOverride ? { noticeOverride } : {}),
  ...(effectiveFrom ? { effectiveFrom } : {}),
  effectiveTo: effectiveTo || null,
});

/** The API's fields; a start may be left out. */
const checked = z.preprocess(
  (values) => bodyOf(values as Values),
  RateFields.extend({ effectiveFrom: RateFields.shape.effectiveFrom.optional() }),
);

const blank: Values = {
  prefix: "",
  destination: "",
  pricePerMinute: "",
  connectFee: "0",
  firstIncrement: 1,
  nextIncrement: 1,
  graceSeconds: 0,
  freeSeconds: 0,
  blocked: false,
  effectiveFrom: "",
  effectiveTo: "",
  confirmPastChange: false,
  noticeOverride: "",
};

interface RateFormProps {
  tariff: TariffView;
  card: string;
  rate?: RateView;
  onClose(): void;
}

/** One rate. Prefix and start are its identity: to change them, add another and remove this one. */
export function RateForm({ tariff, card, rate, onClose }: RateFormProps) {
  const queryClient = useQueryClient();
  const done = async (said: string) => {
    toast(said);
    onClose();
    await queryClient.invalidateQueries({ queryKey: ["tariffs"] });
  };
  const handle = useSchemaForm<Values, RateView>({
    schema: checked,
    shape,
    initial: rate ? { ...blank, ...rate, effectiveTo: rate.effectiveTo ?? "" } : blank,
    save: (values, idempotencyKey) => {
      const body = { ...bodyOf(values), card };
      return rate ? replaceRate(tariff, body) : addRate(tariff, body, idempotencyKey);
    },
    saved: ({ prefix }) => done(`Rate ${prefix} is ${rate ? "saved" : "added"}.`),
  });
  const { field, tick, form } = handle;
  const count = { allowDecimal: false, clampBehavior: "none", suffix: " s" } as const;
  const past = form.errors["confirmPastChange"];
  return (
    <DrawerForm
      title={rate ? `Edit rate ${rate.prefix}` : "Add rate"}
      verb={rate ? "Save changes" : "Add rate"}
      handle={handle}
      onClose={onClose}
    >
      <TextInput
        {...field("prefix", "The longest prefix of a number decides.")}
        withAsterisk
        inputMode="numeric"
        disabled={rate !== undefined}
        {...(rate ? {} : { "data-autofocus": true })}
      />
      <TextInput {...field("destination", "For people.")} withAsterisk />
      <div className="fields two">
        <TextInput {...field("pricePerMinute", tariff.currency)} withAsterisk inputMode="decimal" />
        <TextInput {...field("connectFee", "Once, if answered.")} inputMode="decimal" />
        <NumberInput {...field("firstIncrement", "Always billed.")} min={1} {...count} />
        <NumberInput {...field("nextIncrement", "Steps after it.")} min={1} {...count} />
        <NumberInput {...field("graceSeconds", "Up to it: no charge.")} min={0} {...count} />
        <NumberInput {...field("freeSeconds", "Taken off first.")} min={0} {...count} />
      </div>
      <Switch {...tick("blocked", "Calls are refused; shorter prefixes are not tried.")} />
      <TextInput
        {...field(
          "effectiveFrom",
          "UTC, such as 2026-12-01T00:00:00Z. Empty: now, or from the beginning where the number had no price.",
        )}
        disabled={rate !== undefined}
        spellCheck={false}
      />
      <TextInput
        {...field("effectiveTo", "First instant at which it no longer holds. Empty: until the next one.")}
        spellCheck={false}
      />
      {past ? (
        <Checkbox
          {...form.getInputProps("confirmPastChange", { type: "checkbox" })}
          label="Change prices of the past"
          description="Calls that are still to be rated will cost that. Calls already charged stay as they are until they are re-rated."
        />
      ) : null}
      {form.errors["noticeOverride"] || form.getValues().noticeOverride ? (
        <TextInput
          {...form.getInputProps("noticeOverride")}
          label="Why it cannot wait for the notice"
          description="Customers of this tariff get rate notices."
        />
      ) : null}
      {rate ? <DeleteRate tariff={tariff} card={card} rate={rate} done={done} /> : null}
    </DrawerForm>
  );
}

interface DeleteRateProps {
  tariff: TariffView;
  card: string;
  rate: RateView;
  done(said: string): Promise<void>;
}

/** Asks a second time where the price of the past would change with it. */
function DeleteRate({ tariff, card, rate: { prefix, effectiveFrom }, done }: DeleteRateProps) {
  const [asked, setAsked] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteRate(tariff, { card, prefix, effectiveFrom, confirmPastChange: asked }),
    onSuccess: () => done(`Rate ${prefix} is deleted.`),
    onError: () => setAsked(true),
  });
  return (
    <div className="section">
      {remove.error ? <p className="negative">{remove.error.message}</p> : null}
      <Button
        variant="subtle"
        className="danger-item"
        style={{ alignSelf: "start" }}
        loading={remove.isPending}
        onClick={() => remove.mutate()}
      >
        {asked ? "Delete it all the same" : "Delete rate"}
      </Button>
    </div>
  );
}
