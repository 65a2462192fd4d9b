import { Button, Drawer, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { mailKinds } from "../../../functions/mail/template.ts";
import { useMay } from "../auth/use-may.ts";
import { Instant } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { toast } from "../ui/toasts.tsx";
import { useLayer } from "../ui/use-layer.ts";
import { mailQuery, sendAgain } from "./mail.api.ts";
import { MailState } from "./mail-state.tsx";
import "./mail.css";

/** One mail as it was written, its files and its log. */
export function MailDrawer({ id, onClose }: { id: string; onClose(): void }) {
  const mail = useQuery(mailQuery(id));
  const queryClient = useQueryClient();
  const mayRepeat = useMay("money:write");
  const again = useMutation({
    mutationFn: () => sendAgain(id),
    onSuccess: async () => {
      toast("It is sent again within a minute.");
      await queryClient.invalidateQueries({ queryKey: ["mails"] });
    },
  });
  useLayer(true, onClose);
  const { data } = mail;
  return (
    <Drawer opened onClose={onClose} size={560} title={data?.subject ?? "Mail"}>
      {mail.isError ? <ProblemNote error={mail.error} retry={mail.refetch} /> : null}
      {again.isError ? <ProblemNote error={again.error} /> : null}
      {data ? (
        <div className="drawer-form">
          <dl className="mail-facts">
            <dt>To</dt>
            <dd>{data.to.join(", ") || "nobody"}</dd>
            <dt>Kind</dt>
            <dd>{mailKinds[data.kind].title}</dd>
            <dt>State</dt>
            <dd>
              <MailState mail={data} />
            </dd>
          </dl>
          {data.text === null ? (
            <p className="dim">Its text opens a door, so it is not shown.</p>
          ) : (
            <pre className="mail-text">{data.text}</pre>
          )}
          {data.attachments.length > 0 ? (
            <ul className="mail-files" aria-label="Files">
              {data.attachments.map(({ fileName, url }) => (
                <li key={fileName}>
                  <a href={url}>{fileName}</a>
                </li>
              ))}
            </ul>
          ) : null}
          <h2>What happened</h2>
          <ol className="mail-log">
            {data.log.map(({ at, event, detail }) => (
              <li key={`${at} ${event}`}>
                <Instant at={at} /> {sentence(event)} <span className="dim">{detail}</span>
              </li>
            ))}
          </ol>
          {mayRepeat && data.status !== "QUEUED" && !mailKinds[data.kind].secret ? (
            <div className="form-bar">
              <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
                Send again
              </Button>
            </div>
          ) : null}
        </div>
      ) : mail.isPending ? (
        <Skeleton height={240} />
      ) : null}
    </Drawer>
  );
}
