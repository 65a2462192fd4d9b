import { Button, Group } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { useIsCustomer, useMay, useMayChangeSecrets } from "../auth/use-may.ts";
import { Awaited } from "../ui/awaited.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SecretOnce, type ShownSecret } from "../ui/secret-once.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { toast } from "../ui/toasts.tsx";
import {
  type CallFileSettingsView,
  callFileSettingsQuery,
  callFilesQuery,
  makeCallFile,
  newSecret,
  readCallFile,
  sendCallFile,
  type Whose,
} from "./call-file.api.ts";
import { callFileColumns } from "./call-file-columns.tsx";

const CallFileForm = lazy(async () => ({ default: (await import("./call-file-form.tsx")).CallFileForm }));

/** The browser saves what is behind an address that was signed this moment. @throws Error where the file is gone */
async function download(account: string, id: string): Promise<void> {
  const { url } = await readCallFile(account, id);
  if (url === null) throw new Error("The file is gone. Have it made again.");
  location.assign(url);
}

function useActions(account: string) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: callFilesQuery(account).queryKey });
  const fetching = useMutation({ mutationFn: (id: string) => download(account, id) });
  const make = useMutation({ mutationFn: (id: string) => makeCallFile(account, id), onSuccess: refresh });
  const send = useMutation({
    mutationFn: (id: string) => sendCallFile(account, id),
    onSuccess: async () => {
      toast("It is told of again within a minute.");
      await refresh();
    },
  });
  return { fetching, make, send, error: fetching.error ?? make.error ?? send.error };
}

/** The files of each day's calls: how they are wanted, and those that were made. */
export function CallFilesPage() {
  const { account } = useParams({ from: "/inside/customers/$account" });
  const { file: named } = useSearch({ from: "/inside/customers/$account/call-files" });
  const list = useInfiniteQuery(callFilesQuery(account));
  const { fetching, make, send, error } = useActions(account);
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const columns = useMemo(
    () => callFileColumns({ download: fetching.mutate, make: make.mutate, send: send.mutate }),
    [fetching.mutate, make.mutate, send.mutate],
  );
  return (
    <>
      <HowWanted account={account} />
      {named ? (
        <p>
          <Button loading={fetching.isPending} onClick={() => fetching.mutate(named)}>
            Download the file that you were told of
          </Button>
        </p>
      ) : null}
      {error ? <ProblemNote error={error} /> : null}
      {list.isError ? <ProblemNote error={list.error} retry={list.refetch} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <EmptyState title="No file yet">
          The first one is made after the end of the day on which they are switched on.
        </EmptyState>
      ) : list.isError ? null : (
        <DataTable label="Call files" columns={columns} rows={rows} rowKey={({ id }) => id} loading={list.isPending} />
      )}
      <TableFoot list={list} count={rows.length} word="file" />
    </>
  );
}

/** What is set, and the way to change it for whoever may. */
function HowWanted({ account }: { account: string }) {
  const { data: settings, isError, error, refetch } = useQuery(callFileSettingsQuery(account));
  const isOwn = useIsCustomer();
  const maySet = useMay("customers:write") || isOwn;
  const isOwnSession = useMayChangeSecrets();
  const [changing, setChanging] = useState(false);
  const [shown, setShown] = useState<ShownSecret>();
  const whose = { account, isOwn };
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  if (!settings) return <Awaited height={84} />;
  return (
    <div className="section">
      <p className="dim">{saysOf(settings)}</p>
      {settings.dueAt ? (
        <p>
          The next file is made <Instant at={settings.dueAt} />, or within the hour after.
        </p>
      ) : null}
      {maySet && isOwnSession ? (
        <Group gap="xs">
          <Button variant={settings.active ? "default" : "filled"} onClick={() => setChanging(true)}>
            {settings.active ? "Change …" : "Switch on …"}
          </Button>
          {settings.webhookUrl ? <NewSecret whose={whose} url={settings.webhookUrl} onSecret={setShown} /> : null}
        </Group>
      ) : null}
      {changing ? (
        <Suspense>
          <CallFileForm whose={whose} settings={settings} onClose={() => setChanging(false)} onSecret={setShown} />
        </Suspense>
      ) : null}
      <SecretOnce shown={shown} onClose={() => setShown(undefined)} />
    </div>
  );
}

function saysOf({ active, format, gzip, emails, webhookUrl }: CallFileSettingsView): string {
  if (!active) return "A file of each day's calls, as you want it, with a link by e-mail or a webhook. It is off.";
  const told = [...emails, ...(webhookUrl ? [new URL(webhookUrl).host] : [])];
  const file = `${format.toUpperCase()}${gzip ? ", packed" : ""}`;
  return `A file (${file}) of each day's calls. ${told.length > 0 ? `Told: ${told.join(", ")}.` : "Nobody is told; it lies here."}`;
}

interface NewSecretProps {
  whose: Whose;
  url: string;
  onSecret(secret: ShownSecret): void;
}

/** Another secret of the webhook. */
function NewSecret({ whose, url, onSecret }: NewSecretProps) {
  const make = useMutation({
    mutationFn: () => newSecret(whose, crypto.randomUUID()),
    onSuccess: ({ secret }) => onSecret({ login: new URL(url).host, secret }),
  });
  return (
    <>
      <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
        New webhook secret
      </Button>
      {make.error ? <ProblemNote error={make.error} /> : null}
    </>
  );
}
