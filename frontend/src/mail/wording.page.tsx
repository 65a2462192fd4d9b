import { Button, NativeSelect, Skeleton, Textarea, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { previewOf, unknownNames, Wording } from "../../../functions/mail/template.ts";
import { useMay } from "../auth/use-may.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { UnsavedGuard } from "../ui/unsaved-guard.tsx";
import { type MailTemplate, templatesQuery, wordAnew } from "./mail.api.ts";
import "./mail.css";

/** How each kind of mail is worded, with what it looks like beside it. */
export function MailWordingPage() {
  const { kind } = useSearch({ from: "/inside/mails/wording" });
  const navigate = useNavigate({ from: "/mails/wording" });
  const templates = useQuery({ ...templatesQuery, refetchOnWindowFocus: false });
  const shown = templates.data?.items.find((one) => one.kind === kind) ?? templates.data?.items[0];
  return (
    <Page
      title="Wording of mails"
      up={{ to: "/mails", label: "Mail" }}
      call={{ method: "GET", path: "/api/v1/mail-templates" }}
    >
      {templates.isError ? <ProblemNote error={templates.error} retry={templates.refetch} /> : null}
      {templates.isPending ? <Skeleton height={300} /> : null}
      {shown ? (
        <div className="toolbar">
          <NativeSelect
            label="Kind"
            w={280}
            value={shown.kind}
            onChange={(event) => void navigate({ search: { kind: event.currentTarget.value }, replace: true })}
            data={templates.data?.items.map(({ kind: value, title: label }) => ({ value, label })) ?? []}
          />
        </div>
      ) : null}
      {shown ? <WordingForm key={`${shown.kind} ${shown.version}`} template={shown} /> : null}
    </Page>
  );
}

function WordingForm({ template }: { template: MailTemplate }) {
  const { kind, subject, text, version, fields, about } = template;
  const queryClient = useQueryClient();
  const mayEdit = useMay("settings:write");
  const { form, field, submit, busy, problem, retry, formRef } = useSchemaForm<
    { subject: string; text: string },
    MailTemplate
  >({
    schema: Wording,
    shape: Wording.shape,
    initial: { subject, text },
    save: (values) => wordAnew(kind, values, version),
    saved: async () => {
      toast("The wording is kept. It holds for mails from now on.");
      await queryClient.invalidateQueries({ queryKey: templatesQuery.queryKey });
    },
  });
  const values = form.getValues();
  const unknown = unknownNames(kind, values);
  const preview = previewOf(kind, values);
  return (
    <>
      <p className="dim">{about}</p>
      <div className="mail-wording">
        <form ref={formRef} noValidate onSubmit={submit} aria-label="Wording">
          <TextInput {...field("subject")} label="Subject" withAsterisk disabled={!mayEdit} />
          <Textarea
            {...field("text", `May hold ${fields.map((name) => `{{${name}}}`).join(", ")}.`)}
            label="Text"
            withAsterisk
            autosize
            minRows={10}
            disabled={!mayEdit}
          />
          {unknown.length > 0 ? <p role="alert">{`Not known here: ${unknown.join(", ")}.`}</p> : null}
          {problem ? <ProblemNote error={problem} retry={retry} /> : null}
          {mayEdit ? (
            <div className="form-bar">
              <Button type="submit" loading={busy}>
                Keep wording
              </Button>
            </div>
          ) : null}
        </form>
        <section aria-label="Preview">
          <h2>{preview.subject || "No subject"}</h2>
          <pre className="mail-text">{preview.text}</pre>
        </section>
      </div>
      <UnsavedGuard dirty={() => form.isDirty()} />
    </>
  );
}
