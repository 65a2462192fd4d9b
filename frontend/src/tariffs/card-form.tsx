import { Button, Checkbox, NumberInput, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { NewCard } from "../../../functions/tariffs/tariff.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { type FormHandle, useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { toast } from "../ui/toasts.tsx";
import { addCard, type CardView, editCard, type TariffView } from "./tariff.api.ts";

type Values = { account: string; name: string; order: number; windows: { days: number[]; from: string; to: string }[] };

const shape = {
  account: titled("Only for the customer"),
  name: titled("Name"),
  order: titled("Order"),
  windows: titled("Hours"),
};

/** The API's fields; a card without an account is for everyone. */
const bodyOf = ({ account, ...rest }: Values) => ({ ...rest, account: account.trim() || null });
const checked = z.preprocess((values) => bodyOf(values as Values), NewCard);
const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

interface CardFormProps {
  tariff: TariffView;
  card?: CardView;
  onClose(): void;
}

/** A rate card's name, place and hours. Its rates are edited in the table or imported. */
export function CardForm({ tariff, card, onClose }: CardFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, CardView>({
    schema: checked,
    shape,
    initial: {
      account: card?.account ?? "",
      name: card?.name ?? "",
      order: card?.order ?? tariff.cards.length + 1,
      windows: card?.windows ?? [],
    },
    save: (values, idempotencyKey) => {
      const { account, ...change } = bodyOf(values);
      return card ? editCard(tariff, card.id, change) : addCard(tariff, { ...change, account }, idempotencyKey);
    },
    saved: async ({ name }) => {
      toast(`${name} is ${card ? "saved" : "added"}.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["tariffs"] });
    },
  });
  const { field } = handle;
  return (
    <DrawerForm
      title={card ? `Edit ${card.name}` : "Add rate card"}
      verb={card ? "Save changes" : "Add card"}
      handle={handle}
      onClose={onClose}
    >
      <TextInput {...field("name", "Such as Peak, Off-peak or Promotion.")} withAsterisk data-autofocus />
      <NumberInput
        {...field("order", "Cards are asked in this order.")}
        min={1}
        max={100}
        allowDecimal={false}
        clampBehavior="none"
      />
      <TextInput
        {...field(
          "account",
          "Account code, for a card that only this customer sees and is priced by before all others. Empty: for everyone.",
        )}
        placeholder="C00000001"
        className="mono-input"
        disabled={card !== undefined}
      />
      <Hours handle={handle} zone={tariff.timeZone} />
    </DrawerForm>
  );
}

/** Windows of the week; none means always. A window that ends before it begins runs over midnight. */
function Hours({ handle: { form }, zone }: { handle: FormHandle<Values>; zone: string }) {
  const { windows } = form.getValues();
  return (
    <div className="windows">
      <p className="dim">{windows.length === 0 ? "Holds always." : `Holds only at these hours in ${zone}.`}</p>
      {windows.map((window, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a window is known by its place alone
        <fieldset key={index} className="window">
          <legend className="sr-only">Window {index + 1}</legend>
          <Checkbox.Group
            value={window.days.map(String)}
            onChange={(on) => form.setFieldValue(`windows.${index}.days`, on.map(Number).sort() as never)}
            error={form.errors[`windows.${index}.days`]}
            aria-label="Days"
          >
            <div className="window-days">
              {days.map((day, at) => (
                <Checkbox key={day} size="xs" value={String(at + 1)} label={day} />
              ))}
            </div>
          </Checkbox.Group>
          <div className="toolbar">
            <TextInput label="From" placeholder="08:00" w={90} {...form.getInputProps(`windows.${index}.from`)} />
            <TextInput label="To" placeholder="18:00" w={90} {...form.getInputProps(`windows.${index}.to`)} />
            <Button variant="subtle" color="gray" onClick={() => form.removeListItem("windows", index)}>
              Remove
            </Button>
          </div>
        </fieldset>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={14} />}
        style={{ justifySelf: "start" }}
        onClick={() => form.insertListItem("windows", { days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" })}
      >
        Add hours
      </Button>
    </div>
  );
}
