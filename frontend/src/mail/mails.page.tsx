import { Button, Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { MailKind, mailKinds } from "../../../functions/mail/template.ts";
import { useMay } from "../auth/use-may.ts";
import { AccountLink } from "../customers/account-link.tsx";
import { Below } from "../ui/below.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { type MailLine, mailsPath, mailsQuery } from "./mail.api.ts";
import { MailState } from "./mail-state.tsx";
import { SendingNote } from "./sending-note.tsx";

const MailDrawer = lazy(async () => ({ default: (await import("./mail-drawer.tsx")).MailDrawer }));
const TestMailForm = lazy(async () => ({ default: (await import("./test-mail-form.tsx")).TestMailForm }));

const columns: readonly Column<MailLine>[] = [
  { id: "created", header: "Written", cell: ({ createdAt }) => <Instant at={createdAt} /> },
  {
    id: "subject",
    header: "Subject",
    main: true,
    cell: ({ id, subject, kind }) => (
      <>
        <Link to="." className="wraps" search={(old) => ({ ...old, mail: id })}>
          {subject}
        </Link>
        <Below>{mailKinds[kind].title}</Below>
      </>
    ),
  },
  {
    id: "to",
    header: "To",
    cell: ({ to, account }) => (
      <>
        <span className="wraps">{to.join(", ") || <span className="dim">nobody</span>}</span>
        <Below>{account ? <AccountLink account={account} /> : null}</Below>
      </>
    ),
  },
  { id: "status", header: "State", cell: (mail) => <MailState mail={mail} /> },
];

const choices = MailKind.options.map((value) => ({ value, label: mailKinds[value].title }));
const states = [
  { value: "QUEUED", label: "Queued" },
  { value: "SENT", label: "Sent" },
  { value: "FAILED", label: "Failed" },
  { value: "NOT_SENT", label: "Not sent" },
];

/** What was written to people, and what became of it. */
export function MailsPage() {
  const { status, kind, mail } = useSearch({ from: "/inside/mails" });
  const navigate = useNavigate({ from: "/mails" });
  const change = (part: { status?: string; kind?: string; mail?: string }) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true });
  const mails = useInfiniteQuery(mailsQuery({ status, kind }));
  const [testing, setTesting] = useState(false);
  const mayTest = useMay("settings:write");
  const seesWording = useMay("settings:read");
  const rows = mails.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = mails.isSuccess && rows.length === 0;
  const filtered = status !== "" || kind !== "";
  return (
    <Page
      title="Mail"
      call={{ method: "GET", path: mailsPath, query: { status, kind } }}
      actions={
        <>
          {seesWording ? (
            <Button variant="default" renderRoot={(props) => <Link to="/mails/wording" {...props} />}>
              Wording
            </Button>
          ) : null}
          {mayTest ? (
            <Button data-new onClick={() => setTesting(true)}>
              Send test mail
            </Button>
          ) : null}
        </>
      }
    >
      <SendingNote />
      <search className="toolbar">
        <Select
          label="State"
          placeholder="All"
          clearable
          data={states}
          value={status || null}
          onChange={(value) => change({ status: value ?? "" })}
        />
        <Select
          label="Kind"
          placeholder="All"
          clearable
          data={choices}
          value={kind || null}
          onChange={(value) => change({ kind: value ?? "" })}
        />
      </search>
      {mails.isError ? <ProblemNote error={mails.error} retry={mails.refetch} /> : null}
      {isEmpty ? (
        <EmptyState title={filtered ? "Nothing found so far" : "No mail yet"}>
          {filtered
            ? "No mail here fits these filters."
            : "Receipts, invoices and notices stand here once there are some."}
        </EmptyState>
      ) : mails.isError ? null : (
        <DataTable
          label="Mails"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          loading={mails.isPending}
          stale={mails.isPlaceholderData}
        />
      )}
      <TableFoot list={mails} count={rows.length} word="mail" />
      <Suspense>
        {mail ? <MailDrawer id={mail} onClose={() => change({ mail: "" })} /> : null}
        {testing ? <TestMailForm onClose={() => setTesting(false)} /> : null}
      </Suspense>
    </Page>
  );
}
