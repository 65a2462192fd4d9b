import { fxBookFor } from "../exchange-rates/exchange-rate.flow.ts";
import type { CallFacts } from "./call-facts.ts";
import type { CallReader } from "./call-reader.store.ts";
import { type CarrierChoice, chooseCarriers, type Wanted } from "./choose-carriers.flow.ts";
import type { AllowedCall } from "./decide-call.ts";
import { chainCurrencies, chainLoss, sellingOf } from "./sell-chain.ts";

/** The gateways of a call that nobody sells at a loss who has set that none goes so. Help goes whatever it costs. */
export async function chooseSound(
  { priced, emergency }: AllowedCall,
  facts: CallFacts,
  wanted: Omit<Wanted, "selling">,
  read: CallReader,
): Promise<CarrierChoice> {
  if (emergency) return chooseCarriers(wanted, read);
  const fx = await fxBookFor(chainCurrencies(facts, priced), [wanted.at]);
  const { steps, refusal } = chainLoss(facts, priced, wanted.at, fx);
  if (refusal) return { kind: "refused", refusal, trace: steps };
  const choice = await chooseCarriers({ ...wanted, selling: sellingOf(facts, priced) }, read);
  return { ...choice, trace: [...steps, ...choice.trace] };
}
