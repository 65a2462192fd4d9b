import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ProblemNote } from "../ui/problem-note.tsx";
import type { FormHandle } from "../ui/schema-form.ts";
import { UnsavedGuard } from "../ui/unsaved-guard.tsx";
import type { CustomerValues } from "./customer-values.ts";
import { BillingGroup } from "./form-billing.tsx";
import { CallLimitsGroup } from "./form-call-limits.tsx";
import { ContactGroup } from "./form-contact.tsx";
import { FraudLimitsGroup } from "./form-fraud-limits.tsx";
import { FurtherGroup } from "./form-further.tsx";
import { WebAccessGroup } from "./form-web-access.tsx";

interface CustomerFormProps {
  handle: FormHandle<CustomerValues>;
  /** Adding needs a password; editing may set a new one. */
  adding: boolean;
  /** For whoever may look and not change: the fields are off, and nothing is saved. */
  readOnly?: boolean;
  account?: string;
  verb: string;
  cancelTo: string;
}

/** Every field of a customer in the manual's four groups and one of ours. */
export function CustomerForm({ handle, adding, readOnly = false, account, verb, cancelTo }: CustomerFormProps) {
  const { form, formRef, submit, busy, problem, retry } = handle;
  const wrong = Object.keys(form.errors).length;
  return (
    <form ref={formRef} className="form" noValidate onSubmit={submit} aria-label={verb}>
      <UnsavedGuard dirty={() => form.isDirty()} />
      <fieldset disabled={readOnly} className="all-fields">
        <WebAccessGroup handle={handle} adding={adding} />
        <BillingGroup handle={handle} account={account} />
        <CallLimitsGroup handle={handle} />
        <FraudLimitsGroup handle={handle} />
        <ContactGroup handle={handle} adding={adding} account={account} />
        <FurtherGroup handle={handle} />
      </fieldset>
      {problem ? <ProblemNote error={problem} retry={retry} /> : null}
      {readOnly ? null : (
        <div className="form-bar">
          <Button type="submit" loading={busy}>
            {verb}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link to={cancelTo} {...props} />}>
            Cancel
          </Button>
          {wrong > 0 ? (
            <span className="negative" role="status">
              {wrong === 1 ? "1 field needs a correction." : `${wrong} fields need a correction.`}
            </span>
          ) : null}
        </div>
      )}
    </form>
  );
}
