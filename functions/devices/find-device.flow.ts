import { Problem } from "../platform/problem.ts";

interface Kind<D> {
  /** What ids of the kind look like; what looks otherwise is not asked for. */
  ids: RegExp;
  /** `IP device`. */
  noun: string;
  get(account: string, id: string): Promise<D | undefined>;
}

/** A customer's device of one kind by its id, as a path names it. */
export const deviceFinder = <D>({ ids, noun, get }: Kind<D>) => {
  const find = async (account: string, id = ""): Promise<D | undefined> =>
    ids.test(id) ? get(account, id) : undefined;
  /** @throws Problem not_found */
  const found = async (account: string, id?: string): Promise<D> => {
    const device = await find(account, id);
    if (!device) throw new Problem("not_found", `There is no such ${noun}.`);
    return device;
  };
  return { find, found };
};
