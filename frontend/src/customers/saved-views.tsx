import { ActionIcon, Button, Group, Modal, Popover, TextInput } from "@mantine/core";
import { IconBookmark, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ProblemNote } from "../ui/problem-note.tsx";
import { toast } from "../ui/toasts.tsx";
import { useLayer } from "../ui/use-layer.ts";
import { deleteView, type SavedView, savedViewsQuery, saveView } from "./saved-view.api.ts";

/** There for everybody, beside the person's own. */
const shipped = [
  { name: "All customers", query: "" },
  { name: "Blocked", query: "status=BLOCKED" },
  { name: "Suspended", query: "status=SUSPENDED" },
  { name: "Pending", query: "status=PENDING" },
  { name: "Newest first", query: "sort=-createdAt&hide=sessions,ips,sipUsers,tags" },
];

/** Views of the list: what the address holds, under a name. */
export function SavedViews() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const views = useQuery(savedViewsQuery);
  const [opened, setOpened] = useState(false);
  const [naming, setNaming] = useState(false);
  const forget = useMutation({
    mutationFn: ({ id }: SavedView) => deleteView(id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey }),
  });
  const show = (query: string) => {
    setOpened(false);
    router.history.push(query ? `/customers?${query}` : "/customers");
  };
  useLayer(opened, () => setOpened(false));
  return (
    <>
      <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="sm" trapFocus>
        <Popover.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} />} onClick={() => setOpened(!opened)}>
            Views
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Views" className="views">
          <ul>
            {shipped.map(({ name, query }) => (
              <li key={name}>
                <ViewButton name={name} show={() => show(query)} />
              </li>
            ))}
            {views.data?.map((view) => (
              <li key={view.id}>
                <ViewButton name={view.name} show={() => show(view.query)} />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Delete the view ${view.name}`}
                  onClick={() => forget.mutate(view)}
                >
                  <IconTrash size={14} />
                </ActionIcon>
              </li>
            ))}
          </ul>
          <Button
            variant="default"
            fullWidth
            onClick={() => {
              setOpened(false);
              setNaming(true);
            }}
          >
            Save this view
          </Button>
        </Popover.Dropdown>
      </Popover>
      {naming ? <NameView onClose={() => setNaming(false)} /> : null}
    </>
  );
}

const ViewButton = ({ name, show }: { name: string; show(): void }) => (
  <button type="button" className="link-button" onClick={show}>
    {name}
  </button>
);

function NameView({ onClose }: { onClose(): void }) {
  useLayer(true, onClose);
  const router = useRouter();
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const save = useMutation({
    mutationFn: () => saveView(name.trim(), router.state.location.searchStr.replace(/^\?/, "")),
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
