import { Button, Checkbox, Group, Modal, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ProblemNote } from "../ui/problem-note.tsx";
import { toast } from "../ui/toasts.tsx";
import { useLayer } from "../ui/use-layer.ts";
import { savedViewsQuery, saveView } from "./saved-view.api.ts";

/** Asks for the name under which the list is kept as it is now. */
export function NameView({ onClose }: { onClose(): void }) {
  useLayer(true, onClose);
  const router = useRouter();
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      saveView({ name: name.trim(), query: router.state.location.searchStr.replace(/^\?/, ""), shared }),
    onSuccess: async () => {
      onClose();
      toast(`The view ${name.trim()} is saved.`);
      await queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Save this view" centered>
      <form onSubmit={submit}>
        <TextInput
          data-autofocus
          label="Name"
          description="Filters, order and columns as they are now. A view of the same name is replaced."
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox
          mt="sm"
          size="xs"
          label="Share it with everybody who works on this list"
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        {save.isError ? <ProblemNote error={save.error} /> : null}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ""}>
            Save view
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
