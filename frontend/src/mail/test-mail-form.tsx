import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { TestMail } from "../../../functions/mail/test-mail.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { sendTest } from "./mail.api.ts";

/** A mail to see whether mail leaves the house. */
export function TestMailForm({ onClose }: { onClose(): void }) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<{ to: string }, unknown>({
    schema: TestMail,
    shape: TestMail.shape,
    initial: { to: "" },
    save: ({ to }, key) => sendTest(to, key),
    saved: async () => {
      toast("The test mail is on its way. Its state is in the list.");
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["mails"] });
    },
  });
  return (
    <DrawerForm title="Send test mail" verb="Send test mail" handle={handle} onClose={onClose}>
      <TextInput {...handle.field("to")} type="email" withAsterisk data-autofocus />
    </DrawerForm>
  );
}
