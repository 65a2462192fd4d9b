import { Input } from "@mantine/core";
import type { ReactNode } from "react";

interface LabelledProps {
  label: string;
  hint?: string | undefined;
  error?: ReactNode;
  required?: boolean;
  children: ReactNode;
}

/** Label, hint and error around a control that has none of its own (a row of buttons). The control carries the name itself. */
export const Labelled = ({ label, hint, error, required, children }: LabelledProps) => (
  <Input.Wrapper label={label} description={hint} error={error} withAsterisk={required ?? false} labelElement="div">
    {children}
  </Input.Wrapper>
);
