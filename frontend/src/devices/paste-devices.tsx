import { Button, Textarea } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import * as z from "zod";
import { type PastedDevice, readIpDevices, readSipDevices } from "../../../functions/devices/device-text.ts";
import { messageOf } from "../api/problem.ts";
import { customerQuery } from "../customers/customer.api.ts";
import { Copy } from "../ui/copy.tsx";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { countOf } from "../ui/format.ts";
import { useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { toast } from "../ui/toasts.tsx";
import { addIpDevice, addSipDevice, type DeviceKind } from "./device.api.ts";
import "../translation/translation.css";

interface Limits {
  maxCallSessions: number;
  callSessionsPerSecond: number;
}

/** What became of one line; `secret` of a SIP device that was added, to be seen this once. */
interface Pasted {
  text: string;
  secret?: string | null;
  refused?: string;
}

/** What is done with a kind of device. */
const kinds = {
  "ip-devices": {
    title: "Paste IP devices",
    hint: "A line each: IP address, dial prefix, max call sessions, call sessions per second, description. All but the address may be left out.",
    read: readIpDevices,
    add: async (account: string, device: unknown, key: string) => {
      await addIpDevice(account, device as Parameters<typeof addIpDevice>[1], key);
      return {};
    },
  },
  "sip-devices": {
    title: "Paste SIP devices",
    hint: "A line each: login, extension, max call sessions, call sessions per second. The last two may be left out. Secrets are made, and shown once.",
    read: readSipDevices,
    add: async (account: string, device: unknown, key: string) => {
      const { login, secret } = await addSipDevice(account, device as Parameters<typeof addSipDevice>[1], key);
      return { secret: `${login} ${secret ?? ""}` };
    },
  },
} as const;

const shape = { text: titled("Devices, a line each") };

interface PasteDevicesProps {
  account: string;
  kind: DeviceKind;
  onClose(): void;
}

/** Many devices at once: each line is added by itself, and what is refused stays with its reason. */
export function PasteDevices(props: PasteDevicesProps) {
  const { data: customer } = useQuery(customerQuery(props.account));
  return customer ? <Editor {...props} limits={customer} /> : null;
}

function Editor({ account, kind, limits, onClose }: PasteDevicesProps & { limits: Limits }) {
  const queryClient = useQueryClient();
  const { title, hint, read, add } = kinds[kind];
  const [secrets, setSecrets] = useState<string[]>([]);
  const [refused, setRefused] = useState<Pasted[]>([]);
  const checked = z
    .object({ text: z.string().refine((typed) => typed.trim() !== "", "Required.") })
    .superRefine(({ text }, context) => {
      const message = read(text, limits)
        .faults.map((fault) => fault.message)
        .join("\n");
      if (message) context.addIssue({ code: "custom", path: ["text"], message });
    });
  const addOne = async ({ text, device }: PastedDevice<unknown>, key: string): Promise<Pasted> => {
    try {
      return { text, ...(await add(account, device, key)) };
    } catch (error) {
      return { text, refused: messageOf(error) };
    }
  };
  const handle = useSchemaForm<{ text: string }, Pasted[]>({
    schema: checked,
    shape,
    initial: { text: "" },
    save: async ({ text }, key) => {
      const done: Pasted[] = [];
      // One after another: they stand in one item of their network.
      for (const one of read(text, limits).devices) done.push(await addOne(one, `${key}-${one.line}`));
      return done;
    },
    saved: async (done) => {
      const left = done.filter((one) => one.refused !== undefined);
      const made = [...secrets, ...done.flatMap(({ secret }) => secret ?? [])];
      toast(`${countOf(done.length - left.length, false, "device")} added, ${left.length} refused.`);
      setRefused(left);
      setSecrets(made);
      handle.form.setInitialValues({ text: left.map(({ text }) => text).join("\n") });
      handle.form.reset();
      await queryClient.invalidateQueries({ queryKey: ["devices", account] });
      if (left.length === 0 && made.length === 0) onClose();
    },
  });
  return (
    <DrawerForm title={title} verb="Add devices" size={560} handle={handle} onClose={onClose}>
      <Textarea
        {...handle.field("text", hint)}
        autosize
        minRows={8}
        maxRows={20}
        spellCheck={false}
        className="mono-input rules-text"
        data-autofocus
      />
      {refused.length > 0 ? (
        <ul className="bulk-refusals" aria-label="Refused lines">
          {refused.map(({ text, refused: why }) => (
            <li key={text}>
              <span className="mono">{text}</span>: {why}
            </li>
          ))}
        </ul>
      ) : null}
      {secrets.length > 0 ? <Secrets secrets={secrets} onDone={onClose} /> : null}
    </DrawerForm>
  );
}

/** The only time that the secrets can be read. */
const Secrets = ({ secrets, onDone }: { secrets: readonly string[]; onDone(): void }) => (
  <section aria-label="Secrets">
    <p>
      Logins and secrets. They cannot be shown again. <Copy value={secrets.join("\n")} what="logins and secrets" />
    </p>
    <ul className="bulk-refusals">
      {secrets.map((secret) => (
        <li key={secret} className="mono">
          {secret}
        </li>
      ))}
    </ul>
    <Button variant="default" onClick={onDone}>
      I have them
    </Button>
  </section>
);
