import { Button, Drawer, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../auth/use-may.ts";
import { AccountLink } from "../customers/account-link.tsx";
import { MailState } from "../mail/mail-state.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { toast } from "../ui/toasts.tsx";
import { useLayer } from "../ui/use-layer.ts";
import { type NoticeDelivery, noticeQuery, sendNoticeAgain } from "./rate-notice.api.ts";

const columns = (seesMails: boolean): Column<NoticeDelivery>[] => [
  { id: "account", header: "Customer", main: true, cell: ({ account }) => <AccountLink account={account} /> },
  { id: "to", header: "To", cell: ({ to }) => to.join(", ") || <span className="dim">nobody</span> },
  { id: "state", header: "State", cell: (delivery) => <MailState mail={delivery} /> },
  ...(seesMails
    ? [
        {
          id: "mail",
          header: "",
          bare: true,
          cell: ({ mail }: NoticeDelivery) => (
            <Link to="/mails" search={{ mail }}>
              Mail
            </Link>
          ),
        },
      ]
    : []),
];

/** Who was told of one change, and what became of each mail. */
export function NoticeDrawer({ tariff, notice, onClose }: { tariff: string; notice: string; onClose(): void }) {
  const found = useQuery(noticeQuery(tariff, notice));
  const queryClient = useQueryClient();
  const mayRepeat = useMay("tariffs:write");
  const seesMails = useMay("money:read");
  const again = useMutation({
    mutationFn: () => sendNoticeAgain(tariff, notice),
    onSuccess: async ({ mails }) => {
      toast(mails === 0 ? "No mail of it can be sent again." : `${countText(mails)} are sent again within a minute.`);
      await queryClient.invalidateQueries({ queryKey: ["rate-notices"] });
    },
  });
  useLayer(true, onClose);
  const { data } = found;
  return (
    <Drawer opened onClose={onClose} size={640} title="Rate notice">
      {found.isError ? <ProblemNote error={found.error} retry={found.refetch} /> : null}
      {again.isError ? <ProblemNote error={again.error} /> : null}
      {data ? (
        <div className="drawer-form">
          <p>
            Announced <Instant at={data.createdAt} />, the first change from <Instant at={data.firstFrom} />.
          </p>
          {data.override ? <p>An increase did not wait for the notice: {data.override}</p> : null}
          {data.deliveries.length === 0 ? (
            <p className="dim">
              {data.status === "QUEUED" ? "It is written within a minute." : "The tariff had no customer to tell."}
            </p>
          ) : (
            <DataTable
              label="Deliveries"
              columns={columns(seesMails)}
              rows={data.deliveries}
              rowKey={({ account }) => account}
            />
          )}
          {mayRepeat && data.deliveries.length > 0 ? (
            <div className="form-bar">
              <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
                Send all again
              </Button>
            </div>
          ) : null}
        </div>
      ) : found.isPending ? (
        <Skeleton height={240} />
      ) : null}
    </Drawer>
  );
}
