import { sentence } from "../ui/format.ts";
import type { TraceStep } from "./call.api.ts";
import "./call-why.css";

/** The steps of a decision with their outcomes, in the order taken. */
export const TraceSteps = ({ trace }: { trace: readonly TraceStep[] }) => (
  <ol className="steps">
    {trace.map((step, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the steps never change their order
      <Step key={index} step={step} />
    ))}
  </ol>
);

const Step = ({ step: { step, outcome, detail } }: { step: TraceStep }) => (
  <li>
    <span className="step-name">{sentence(step)}</span>
    <span className="step-outcome">{/^[A-Za-z_ ]+$/.test(outcome) ? sentence(outcome) : outcome}</span>
    <span className="step-detail">{detail}</span>
  </li>
);
