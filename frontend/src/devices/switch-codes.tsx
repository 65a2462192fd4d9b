import { TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../auth/use-may.ts";
import { sourcesQuery } from "../intake/intake.api.ts";
import type { FormHandle } from "../ui/schema-form.ts";
import { PastedCodes } from "./pasted-codes.tsx";
import { type Code, codeOfText, textOfCode } from "./switch-code-text.ts";

interface SwitchCodesProps<V extends Record<string, unknown>> {
  handle: FormHandle<V>;
  hint: string;
  /** Whose the codes are; not yet known while a customer is added. */
  account?: string | undefined;
  deviceId?: string | undefined;
}

/** Codes that switches send: one by one, or a pasted list that is checked line by line before it is taken. */
export function SwitchCodes<V extends Record<string, unknown>>(props: SwitchCodesProps<V>) {
  const { handle, hint, account, deviceId } = props;
  const { data } = useQuery({ ...sourcesQuery, enabled: useMay("intake:read") });
  const sources = data?.items ?? [];
  const codes = (handle.form.getValues() as { switchAccounts?: Code[] }).switchAccounts ?? [];
  const change = (next: Code[]) => handle.form.setFieldValue("switchAccounts", next as never);
  // A code that is there already keeps its source, whatever that is called now.
  const known = new Map(codes.map((code) => [textOfCode(code, sources), code]));
  return (
    <div className="section">
      <TagsInput
        {...handle.field("switchAccounts", `${hint} A code alone counts for every CDR source, “source, code” for one.`)}
        value={[...known.keys()]}
        onChange={(texts) => change(texts.map((text) => known.get(text) ?? codeOfText(text, sources)))}
        splitChars={[]}
        placeholder="Enter after each"
      />
      <PastedCodes
        account={account}
        deviceId={deviceId}
        sources={sources}
        held={codes}
        take={(added) => change([...codes, ...added])}
      />
    </div>
  );
}
