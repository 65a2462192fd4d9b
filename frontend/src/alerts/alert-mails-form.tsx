import { Button, Checkbox, Drawer, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AlertKind } from "../../../functions/alerts/alert.ts";
import { alertKinds } from "../../../functions/alerts/alert-kinds.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { toast } from "../ui/toasts.tsx";
import { useLayer } from "../ui/use-layer.ts";
import { type AlertKindName, alertMailsQuery, keepAlertMails } from "./alert.api.ts";

/** Which kinds of alerts come to me by e-mail when they are raised. */
export function AlertMailsForm({ onClose }: { onClose(): void }) {
  useLayer(true, onClose);
  const { data, isPending, isError, error, refetch } = useQuery(alertMailsQuery);
  const queryClient = useQueryClient();
  const [changed, setChanged] = useState<AlertKindName[]>();
  const chosen = changed ?? data?.kinds ?? [];
  const keep = useMutation({
    mutationFn: () => keepAlertMails(chosen),
    onSuccess: async () => {
      toast("Kept.");
      await queryClient.invalidateQueries({ queryKey: alertMailsQuery.queryKey });
      onClose();
    },
  });
  const turn = (kind: AlertKindName, on: boolean) =>
    setChanged(on ? [...chosen, kind] : chosen.filter((one) => one !== kind));
  const failed = error ?? keep.error;
  return (
    <Drawer opened onClose={onClose} size={420} title="My e-mails of alerts">
      <form
        className="drawer-form"
        aria-label="My e-mails of alerts"
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate();
        }}
      >
        <p className="dim">To the address of your own login, once for each alert, as far as you may see its kind.</p>
        {/* Nothing to turn before it is known what is on: what comes would turn it back. */}
        {isPending ? <Skeleton height={420} /> : null}
        {data
          ? AlertKind.options.map((kind) => (
              <Checkbox
                key={kind}
                label={alertKinds[kind].title}
                description={alertKinds[kind].about}
                checked={chosen.includes(kind)}
                onChange={(event) => turn(kind, event.currentTarget.checked)}
              />
            ))
          : null}
        {failed ? <ProblemNote error={failed} {...(isError ? { retry: refetch } : {})} /> : null}
        <div className="form-bar">
          <Button type="submit" loading={keep.isPending} disabled={!data}>
            Keep
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Drawer>
  );
}
