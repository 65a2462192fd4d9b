import { Switch } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { mailKinds, switchableKinds } from "../../../functions/mail/template.ts";
import { useMay } from "../auth/use-may.ts";
import type { MailLine } from "../mail/mail.api.ts";
import { mailsQuery, switchesQuery, switchMails } from "../mail/mail.api.ts";
import { MailState } from "../mail/mail-state.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";

const columns: readonly Column<MailLine>[] = [
  { id: "created", header: "Written", cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { id: "subject", header: "Subject", main: true, cell: ({ subject }) => subject },
  { id: "status", header: "State", cell: (mail) => <MailState mail={mail} /> },
];

const latest = 5;

/** Which kinds of mail a customer gets, and what became of the last ones. */
export function MailSwitches({ account }: { account: string }) {
  const queryClient = useQueryClient();
  const mayEdit = useMay("customers:write");
  const switches = useQuery(switchesQuery(account));
  const mails = useInfiniteQuery(mailsQuery({ status: "", kind: "" }, account));
  const change = useMutation({
    mutationFn: (off: readonly MailLine["kind"][]) => switchMails(account, off),
    onSuccess: (next) => queryClient.setQueryData(switchesQuery(account).queryKey, next),
  });
  const off = (change.isPending ? change.variables : switches.data?.off) ?? [];
  const rows = (mails.data?.pages[0]?.items ?? []).slice(0, latest);
  return (
    <section className="section" aria-label="Mail">
      <h2>Mail</h2>
      <div className="toolbar" style={{ columnGap: 28 }}>
        {switchableKinds.map((kind) => (
          <Switch
            key={kind}
            label={mailKinds[kind].title}
            checked={!off.includes(kind)}
            disabled={!mayEdit || switches.isPending || change.isPending}
            onChange={({ currentTarget: { checked } }) =>
              change.mutate(checked ? off.filter((one) => one !== kind) : [...off, kind])
            }
          />
        ))}
      </div>
      {change.isError ? <ProblemNote error={change.error} /> : null}
      {mails.isError ? <ProblemNote error={mails.error} retry={mails.refetch} /> : null}
      {mails.isSuccess && rows.length === 0 ? (
        <p className="dim">Nothing was written to this customer yet.</p>
      ) : (
        <DataTable
          label="Latest mails"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          loading={mails.isPending}
        />
      )}
    </section>
  );
}
