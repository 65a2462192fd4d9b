import { Button, Drawer, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useLayer } from "../ui/use-layer.ts";
import { EarlierReplays } from "./earlier-replays.tsx";
import { uploadsQuery } from "./intake.api.ts";
import { beginReplay } from "./replay.api.ts";
import { ReplayCourse } from "./replay-course.tsx";

interface ReplayDrawerProps {
  source: { id: string; name: string };
  /** UTC day to begin with; today where it is left out. */
  day?: string;
  onClose(): void;
}

/** What a source sent on a day, or one of its files, read again: tried first, done when one has seen what would change. */
export function ReplayDrawer({ source, day, onClose }: ReplayDrawerProps) {
  useLayer(true, onClose);
  const [id, setId] = useState<string>();
  return (
    <Drawer opened onClose={onClose} size={640} title={`Replay ${source.name}`}>
      {id === undefined ? (
        <ChooseDay source={source.id} day={day} began={setId} />
      ) : (
        <ReplayCourse id={id} onClose={onClose} again={() => setId(undefined)} />
      )}
    </Drawer>
  );
}

const today = () => new Date().toISOString().slice(0, 10);
const byDay = "";

interface ChooseDayProps {
  source: string;
  day: string | undefined;
  began(id: string): void;
}

function ChooseDay({ source, day: given, began }: ChooseDayProps) {
  const uploads = useQuery(uploadsQuery(source));
  const [upload, setUpload] = useState(byDay);
  const [day, setDay] = useState(given ?? today());
  const begin = useMutation({
    mutationFn: () => beginReplay(source, upload === byDay ? { day } : { upload }),
    onSuccess: (replay) => began(replay.id),
  });
  const fileNames = new Map((uploads.data?.items ?? []).map(({ id, fileName }) => [id, fileName]));
  const files = (uploads.data?.items ?? []).map(({ id, fileName, createdAt }) => ({
    value: id,
    label: `${fileName}, ${createdAt.slice(0, 10)}`,
  }));
  return (
    <>
      <form
        className="drawer-form"
        aria-label="Choose what to replay"
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate();
        }}
      >
        <p>
          What came is kept as it came. After a fix of the layout or of this source's settings it is read again: what
          could not be read is charged, what was charged is never charged twice. First you see what would change.
        </p>
        <NativeSelect
          data-autofocus
          label="What to read again"
          data={[{ value: byDay, label: "Everything of a day" }, ...files]}
          value={upload}
          onChange={(event) => setUpload(event.currentTarget.value)}
        />
        {upload === byDay ? (
          <TextInput
            type="date"
            label="Day on which it came (UTC)"
            description="Of a file, the day on which it was uploaded."
            value={day}
            max={today()}
            required
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        ) : null}
        {begin.isError ? <ProblemNote error={begin.error} /> : null}
        <div className="form-bar">
          <Button type="submit" loading={begin.isPending}>
            See what would change
          </Button>
        </div>
      </form>
      <EarlierReplays source={source} fileNames={fileNames} open={began} />
    </>
  );
}
