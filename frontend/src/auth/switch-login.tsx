import { Button, Group, Modal, PasswordInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import * as z from "zod";
import { ApiProblem } from "../api/problem.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { useLayer } from "../ui/use-layer.ts";
import { sessionQuery, switchTo } from "./session.api.ts";

interface Target {
  account: string;
  company: string;
}

const shape = {
  reason: z.string().trim().min(3, "Required. Why you need to.").max(200, "Is too long.").meta({
    title: "Reason",
    description: "Kept in the audit log beside your name.",
  }),
  password: z.string().max(200, "Is too long.").meta({ title: "Your own password" }),
};
const schema = z.object(shape);

/** Asks why before a second session begins, and for one's own password where the session is older than a quarter of an hour. */
export function SwitchLogin({ target, onClose }: { target: Target; onClose(): void }) {
  useLayer(true, onClose);
  const { account, company } = target;
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [needsPassword, setNeedsPassword] = useState(false);
  const handle = useSchemaForm({
    schema,
    shape,
    initial: { reason: "", password: "" },
    save: async ({ reason, password }) => {
      try {
        await switchTo({ account, reason, ...(password === "" ? {} : { password }) });
      } catch (error) {
        if (error instanceof ApiProblem && error.fields.some(({ path }) => path === "password")) setNeedsPassword(true);
        throw error;
      }
    },
    saved: async () => {
      // Nothing that was read in one's own name is shown in the other's.
      queryClient.clear();
      await queryClient.fetchQuery(sessionQuery);
      await navigate({ to: "/" });
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Sign in as ${company}?`} centered>
      <form ref={handle.formRef} className="drawer-form" noValidate onSubmit={handle.submit}>
        <p>
          You see and do what {company} may, for 60 minutes at most. Passwords, second factors and keys cannot be
          changed there. Your own session stays.
        </p>
        <TextInput {...handle.field("reason")} withAsterisk data-autofocus autoComplete="off" />
        {needsPassword ? (
          <PasswordInput
            {...handle.field("password", "Your session is older than 15 minutes.")}
            withAsterisk
            autoComplete="current-password"
          />
        ) : null}
        {handle.problem ? <ProblemNote error={handle.problem} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={handle.busy}>
            Sign in as {company}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
