import { ActionIcon, Button, Popover } from "@mantine/core";
import { IconBookmark, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { markWords } from "../filters.ts";
import { useLayer } from "../ui/use-layer.ts";
import { deleteView, type SavedView, savedViewsQuery } from "./saved-view.api.ts";

const NameView = lazy(async () => ({ default: (await import("./name-view.tsx")).NameView }));

/** There for everybody, beside the person's own and those that colleagues share. */
const shipped = [
  { name: "All customers", query: "" },
  { name: "Blocked", query: "status=BLOCKED" },
  { name: "Suspended", query: "status=SUSPENDED" },
  { name: "Pending", query: "status=PENDING" },
  ...Object.entries(markWords).map(([mark, name]) => ({ name, query: `mark=${mark}` })),
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
                {view.shared ? <span className="dim">shared</span> : null}
                {view.mine ? (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Delete the view ${view.name}`}
                    onClick={() => forget.mutate(view)}
                  >
                    <IconTrash size={14} />
                  </ActionIcon>
                ) : null}
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
      <Suspense fallback={null}>{naming ? <NameView onClose={() => setNaming(false)} /> : null}</Suspense>
    </>
  );
}

const ViewButton = ({ name, show }: { name: string; show(): void }) => (
  <button type="button" className="link-button" onClick={show}>
    {name}
  </button>
);
