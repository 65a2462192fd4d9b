import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMay } from "../auth/use-may.ts";
import { Below } from "../ui/below.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { toast } from "../ui/toasts.tsx";
import { type DeliveryView, deliveriesQuery, sendAgain, webhooksPath, webhooksQuery } from "./webhook.api.ts";
import { eventWords } from "./webhook-words.ts";

const tones = { DELIVERED: "ok", FAILED: "bad", QUEUED: "warn" } as const;

/** How the last try went, with all of them on hover. */
function LastTry({ tries }: Pick<DeliveryView, "tries">) {
  const last = tries.at(-1);
  if (!last) return <span className="dim">not tried yet</span>;
  const told = ({ status, fault }: typeof last) =>
    [status, fault && fault !== "BAD_STATUS" ? sentence(fault) : undefined].filter(Boolean).join(" ");
  return (
    <span title={tries.map((one) => `${one.at} ${told(one)} in ${one.tookMs} ms`).join("\n")}>
      {told(last)} <span className="dim">in {last.tookMs} ms</span>
    </span>
  );
}

const columnsOf = (again: ((delivery: DeliveryView) => void) | undefined): Column<DeliveryView>[] => [
  { id: "created", header: "Happened", main: true, cell: ({ createdAt }) => <Instant at={createdAt} /> },
  {
    id: "type",
    header: "Event, webhook-id",
    cell: ({ type, body, id }) => (
      <>
        <span title={body}>{eventWords[type]}</span>
        <Below>
          <span className="mono">{id}</span>
        </Below>
      </>
    ),
  },
  {
    id: "status",
    header: "State",
    cell: ({ status }) => <Status value={status} tone={tones[status]} />,
  },
  { id: "tries", header: "Tries", align: "end", cell: ({ tries }) => <span className="figure">{tries.length}</span> },
  { id: "last", header: "Last answer", cell: ({ tries }) => <LastTry tries={tries} /> },
  { id: "next", header: "Next try", cell: ({ nextAt }) => <Instant at={nextAt} /> },
  ...(again
    ? [
        {
          id: "again",
          header: "",
          bare: true,
          cell: (delivery: DeliveryView) => (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`Send again ${delivery.id}`}
              onClick={() => again(delivery)}
            >
              Send again
            </Button>
          ),
        },
      ]
    : []),
];

/** What was sent to one webhook, and what it answered. */
export function WebhookPage() {
  const { webhookId } = useParams({ from: "/inside/webhooks/$webhookId" });
  const { data: all } = useQuery(webhooksQuery);
  const list = useInfiniteQuery(deliveriesQuery(webhookId));
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const queryClient = useQueryClient();
  const mayChange = useMay("settings:write");
  const again = useMutation({
    mutationFn: sendAgain,
    onSuccess: async () => {
      toast("It is sent again within a minute.");
      await queryClient.invalidateQueries({ queryKey: ["webhooks", "deliveries"] });
    },
  });
  const failed = list.error ?? again.error;
  return (
    <Page
      title={all?.items.find(({ id }) => id === webhookId)?.url ?? "Webhook"}
      up={{ to: "/webhooks", label: "Webhooks" }}
      call={{ method: "GET", path: `${webhooksPath}/${webhookId}/deliveries` }}
    >
      <p className="dim">
        What was sent in the last 30 days. The same webhook-id is the same event, however often it is tried.
      </p>
      {failed ? <ProblemNote error={failed} {...(list.error ? { retry: list.refetch } : {})} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <EmptyState title="Nothing was sent yet">Send a test from the list of webhooks.</EmptyState>
      ) : list.isError ? null : (
        <DataTable
          label="Deliveries"
          columns={columnsOf(mayChange ? (delivery) => again.mutate(delivery) : undefined)}
          rows={rows}
          rowKey={({ id }) => id}
          loading={list.isPending}
        />
      )}
      <TableFoot list={list} count={rows.length} word="delivery" />
    </Page>
  );
}
