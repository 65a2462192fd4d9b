import { Alert } from "@mantine/core";
import { IconMailOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { sendingQuery } from "./mail.api.ts";

/** Says where mail reaches nobody; nothing where it does. */
export function SendingNote() {
  const { data } = useQuery(sendingQuery);
  if (!data || data.state === "WORKING") return null;
  return data.state === "LOCAL" ? (
    <p className="dim">This machine sends no mail: what it would send is read here.</p>
  ) : (
    <Alert color="yellow" icon={<IconMailOff size={18} />} title="E-mail is not yet working" role="status">
      No mail has reached the provider. Set the sender of the stage, have its identity verified, and send a test mail.
    </Alert>
  );
}
