import { NumberInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { NewCard } from "../../../functions/tariffs/tariff.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { toast } from "../ui/toasts.tsx";
import { addCard, type CardView, editCard, type TariffView } from "./tariff.api.ts";
import { type HourWindow, WeekHours } from "./week-hours.tsx";

type Values = { account: string; name: string; order: number; windows: HourWindow[] };

const shape = {
  account: titled("Only for the customer"),
  name: titled("Name"),
  order: titled("Order"),
  windows: titled("Hours"),
};

/** The API's fields; a card without an account is for everyone. */
const bodyOf = ({ account, ...rest }: Values) => ({ ...rest, account: account.trim() || null });
const checked = z.preprocess((values) => bodyOf(values as Values), NewCard);

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
      <WeekHours handle={handle} zone={tariff.timeZone} />
    </DrawerForm>
  );
}
