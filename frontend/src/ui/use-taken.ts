import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "../api/client.ts";
import { send, withQuery } from "../api/send.ts";
import type { FormHandle } from "./schema-form.ts";

/** As long as somebody types without a pause. */
const typingMs = 350;

export interface TakenQuestion {
  path: string;
  query: Record<string, string>;
}

/**
 * Says at a field, while it is typed, that its value is somebody's already. The save is still the judge: an answer that
 * does not come, or comes too late, says nothing.
 * @param question undefined: nothing to ask, such as a value that is wrong or stays as it is
 */
// biome-ignore lint/suspicious/noExplicitAny: whatever fields the form has
export function useTaken(field: FormHandle<any>["field"], question: TakenQuestion | undefined) {
  const asked = question ? withQuery(question.path, question.query) : "";
  const [settled] = useDebouncedValue(asked, typingMs);
  const { data } = useQuery({
    queryKey: ["taken", settled],
    queryFn: ({ signal }) => send<Schemas["TakenFields"]>("GET", settled, { signal }),
    enabled: settled !== "",
    retry: false,
  });
  const items = settled === asked ? (data?.items ?? []) : [];
  const said: typeof field = (name, hint) => {
    const input = field(name, hint);
    return { ...input, error: input.error ?? items.find(({ path }) => path === name)?.message };
  };
  return said;
}
