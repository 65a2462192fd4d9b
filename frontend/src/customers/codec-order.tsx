import { ActionIcon } from "@mantine/core";
import { IconArrowLeft, IconArrowRight, IconPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { codecNames } from "../../../functions/customers/customer-fields.ts";
import { Labelled } from "../ui/labelled.tsx";
import "./codec-order.css";

interface CodecOrderProps {
  value: readonly string[];
  onChange(codecs: string[]): void;
  disabled: boolean;
  error: ReactNode;
  /** Instead of what a customer's list is for. */
  hint?: string;
}

/** The codecs in the order of preference. Moved by buttons, so that it works without dragging. */
export function CodecOrder({ value, onChange, disabled, error, hint }: CodecOrderProps) {
  const left = codecNames.filter((codec) => !value.includes(codec));
  const move = (index: number, by: number) => {
    const next = [...value];
    const [codec = ""] = next.splice(index, 1);
    next.splice(index + by, 0, codec);
    onChange(next);
  };
  return (
    <Labelled
      label="Codec list"
      hint={
        hint ??
        (disabled ? "Used when Codec checking is on. In the order of preference." : "In the order of preference.")
      }
      error={error}
    >
      <ul className="codecs" aria-label="Codec list">
        {value.map((codec, index) => (
          <li key={codec}>
            <Step
              label={`Move ${codec} forward`}
              off={index === 0}
              act={() => move(index, -1)}
              icon={<IconArrowLeft size={13} />}
            />
            <span>{codec}</span>
            <Step
              label={`Move ${codec} back`}
              off={index === value.length - 1}
              act={() => move(index, 1)}
              icon={<IconArrowRight size={13} />}
            />
            <Step
              label={`Remove ${codec}`}
              off={false}
              act={() => onChange(value.filter((each) => each !== codec))}
              icon={<IconX size={13} />}
            />
          </li>
        ))}
        {left.map((codec) => (
          <li key={codec} className="left">
            <button type="button" onClick={() => onChange([...value, codec])} aria-label={`Add ${codec}`}>
              <IconPlus size={12} /> {codec}
            </button>
          </li>
        ))}
      </ul>
    </Labelled>
  );
}

const Step = ({ label, off, act, icon }: { label: string; off: boolean; act(): void; icon: ReactNode }) => (
  <ActionIcon variant="subtle" color="gray" size={26} aria-label={label} disabled={off} onClick={act}>
    {icon}
  </ActionIcon>
);
