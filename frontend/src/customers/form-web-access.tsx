import { NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { ownWords } from "../../../functions/auth/password-policy.ts";
import { demoCaps } from "../../../functions/customers/demo.ts";
import { useFreeName } from "../auth/use-free-name.ts";
import { usePasswordPolicy } from "../auth/use-password-policy.ts";
import { choice } from "../ui/choice.ts";
import { sentence } from "../ui/format.ts";
import { Labelled } from "../ui/labelled.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import type { FormHandle } from "../ui/schema-form.ts";
import type { CustomerValues } from "./customer-values.ts";

interface GroupProps {
  handle: FormHandle<CustomerValues>;
  adding: boolean;
}

export function WebAccessGroup({ handle, adding }: GroupProps) {
  const { form } = handle;
  const field = useFreeName(handle);
  const policy = usePasswordPolicy("CUSTOMERS");
  const { password } = form.getValues();
  const type = field("customerType", "DEMO is a test account: play money, no tax, few and short calls, for some days.");
  const chooseType = (customerType: string) => {
    form.setFieldValue("customerType", customerType);
    if (customerType !== "DEMO" || !adding) return;
    for (const [name, most] of Object.entries(demoCaps))
      form.setFieldValue(name, Math.min(most, Number(form.getValues()[name]) || most));
  };
  return (
    <fieldset className="group">
      <legend>Web access</legend>
      <div className="fields">
        <Labelled label={type.label} hint={type.description} error={type.error}>
          <SegmentedControl
            fullWidth
            data={["LIVE", "DEMO"]}
            value={type.value}
            onChange={chooseType}
            aria-label={type.label}
          />
        </Labelled>
        <NativeSelect
          {...choice(
            field("status", "Only an active customer's calls are let through."),
            ["ACTIVE", "PENDING", "SUSPENDED", "BLOCKED"].map((value) => ({ value, label: sentence(value) })),
          )}
        />
        <TextInput
          {...field("username", "3–30 letters and digits. Signs in to the self-care portal.")}
          withAsterisk
          autoComplete="off"
          spellCheck={false}
        />
        <PasswordField
          input={{
            ...field("password", adding ? "Kept only as a slow hash." : "Leave empty to keep the present one."),
            label: adding ? "Web access password" : "New web access password",
          }}
          value={password}
          onGenerate={(password) => form.setFieldValue("password", password)}
          required={adding}
          policy={policy}
          own={ownWords(form.getValues())}
        />
      </div>
    </fieldset>
  );
}
