import { Checkbox } from "@mantine/core";
import { createContext, type ReactNode, useContext, useMemo, useState, useSyncExternalStore } from "react";

/** What is chosen, outside of React's tree: a box that is ticked draws itself anew, and not the rows beside it. */
class Chosen {
  private ids: ReadonlySet<string> = new Set();
  private readonly listeners = new Set<() => void>();

  readonly all = (): ReadonlySet<string> => this.ids;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly flip = (id: string): void => this.choose([id], !this.ids.has(id));

  /** Chooses all of them, or none of them. */
  readonly choose = (ids: readonly string[], isChosen: boolean): void => {
    const next = new Set(this.ids);
    for (const id of ids) isChosen ? next.add(id) : next.delete(id);
    this.become(next);
  };

  readonly clear = (): void => this.become(new Set());

  private become(next: ReadonlySet<string>): void {
    this.ids = next;
    for (const listener of this.listeners) listener();
  }
}

const Choice = createContext(new Chosen());
/** The rows that the list has on show, in their order. */
const Shown = createContext<readonly string[]>([]);

/** Holds which rows of the list within are chosen, across filters and pages of the list. */
export function ChoiceOfRows({ shown, children }: { shown: readonly string[]; children: ReactNode }) {
  const [choice] = useState(() => new Chosen());
  return (
    <Choice value={choice}>
      <Shown value={shown}>{children}</Shown>
    </Choice>
  );
}

/** The rows that are chosen, for what can be done with them. */
export function useChoice() {
  const { all, subscribe, clear } = useContext(Choice);
  const chosen = useSyncExternalStore(subscribe, all);
  return useMemo(() => ({ chosen, clear }), [chosen, clear]);
}

/** Chooses every row of the page. */
export function ChooseShown() {
  const { all, subscribe, choose } = useContext(Choice);
  const chosen = useSyncExternalStore(subscribe, all);
  const shown = useContext(Shown);
  const count = useMemo(() => (chosen.size === 0 ? 0 : shown.filter((id) => chosen.has(id)).length), [chosen, shown]);
  const isAll = shown.length > 0 && count === shown.length;
  return (
    <Checkbox
      className="choose"
      size="xs"
      aria-label="Choose all shown"
      checked={isAll}
      indeterminate={count > 0 && !isAll}
      onChange={() => choose(shown, !isAll)}
    />
  );
}

export function ChooseRow({ id, name }: { id: string; name: string }) {
  const { all, subscribe, flip } = useContext(Choice);
  const isChosen = useSyncExternalStore(subscribe, () => all().has(id));
  return (
    <Checkbox className="choose" size="xs" aria-label={`Choose ${name}`} checked={isChosen} onChange={() => flip(id)} />
  );
}
