import { Checkbox } from "@mantine/core";
import { createContext, useCallback, useContext, useMemo, useState } from "react";

interface Choice {
  chosen: ReadonlySet<string>;
  /** The rows that the list has on show, in their order. */
  shown: readonly string[];
  flip(id: string): void;
  /** Chooses all of them, or none of them. */
  choose(ids: readonly string[], isChosen: boolean): void;
}

/** Which rows of a list are chosen. Rows ask here, so that the columns stay the same while one chooses. */
export const ChoiceOfRows = createContext<Choice>({
  chosen: new Set(),
  shown: [],
  flip: () => undefined,
  choose: () => undefined,
});

/** The rows that are chosen, across filters and pages of the list. */
export function useChoice(shown: readonly string[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const flip = useCallback(
    (id: string) => setChosen((old) => new Set(old.has(id) ? [...old].filter((each) => each !== id) : [...old, id])),
    [],
  );
  const choose = useCallback(
    (ids: readonly string[], isChosen: boolean) =>
      setChosen((old) => {
        const next = new Set(old);
        for (const id of ids) isChosen ? next.add(id) : next.delete(id);
        return next;
      }),
    [],
  );
  const clear = useCallback(() => setChosen(new Set()), []);
  const choice = useMemo(() => ({ chosen, shown, flip, choose }), [chosen, shown, flip, choose]);
  return { choice, clear };
}

/** Chooses every row of the page. */
export function ChooseShown() {
  const { chosen, shown, choose } = useContext(ChoiceOfRows);
  const count = shown.filter((id) => chosen.has(id)).length;
  const all = shown.length > 0 && count === shown.length;
  return (
    <Checkbox
      className="choose"
      size="xs"
      aria-label="Choose all shown"
      checked={all}
      indeterminate={count > 0 && !all}
      onChange={() => choose(shown, !all)}
    />
  );
}

export function ChooseRow({ id, name }: { id: string; name: string }) {
  const { chosen, flip } = useContext(ChoiceOfRows);
  return (
    <Checkbox
      className="choose"
      size="xs"
      aria-label={`Choose ${name}`}
      checked={chosen.has(id)}
      onChange={() => flip(id)}
    />
  );
}
