import { Switch } from "@mantine/core";
import { notifyManager, useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { ApiProblem, messageOf } from "../api/problem.ts";
import "./toggle.css";

interface ToggleProps {
  /** What is put on or off, for those who do not see the row. */
  name: string;
  /** The state as it is kept. */
  on: boolean;
  /** What on and off are called, beside the switch. */
  words: readonly [on: string, off: string];
  change(on: boolean): Promise<unknown>;
  /** What is read again afterwards. */
  refreshes: readonly unknown[];
  /** Changes of one scope are sent one after another. */
  scope: string;
}

/**
 * A switch of a row that shows the new state at once, and is sent after what was pressed before it. Where the change is
 * refused it goes back and says why. Never for money.
 */
export function Toggle({ name, on, words, change, refreshes, scope }: ToggleProps) {
  const [wanted, setWanted] = useState<boolean>();
  const presses = useRef(0);
  const said = useId();
  const queryClient = useQueryClient();
  const changing = useMutation({
    mutationFn: change,
    scope: { id: scope },
    onMutate: (to) => {
      setWanted(to);
      presses.current += 1;
      return presses.current;
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: refreshes }),
    // Somebody else may have changed the row: the next press is to see that.
    onError: (problem) => {
      if (problem instanceof ApiProblem && problem.code === "conflict")
        void queryClient.invalidateQueries({ queryKey: refreshes });
    },
    // What was pressed later stays in sight until it is sent too, and what was sent until the row that was read is drawn.
    onSettled: (_data, _error, _to, press) =>
      notifyManager.schedule(() => {
        if (press === presses.current) setWanted(undefined);
      }),
  });
  const shown = wanted ?? on;
  const word = (is: boolean) => (is ? words[0] : words[1]);
  return (
    <>
      <Switch
        size="xs"
        aria-label={`${name}: ${word(shown)}`}
        aria-describedby={changing.isError ? said : undefined}
        label={word(shown)}
        checked={shown}
        onChange={({ currentTarget: { checked } }) => changing.mutate(checked)}
      />
      {changing.isError ? (
        <p id={said} role="alert" className="toggle-refused">
          It is still {word(on).toLowerCase()}. {messageOf(changing.error)}
        </p>
      ) : null}
    </>
  );
}
