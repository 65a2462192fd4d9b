import { useTariffs } from "../tariffs/use-tariffs.ts";

/** What is wrong with one record. The server names a tariff by its id; a person knows it by its name. */
export function ParkedDetail({ detail }: { detail: string }) {
  const { data } = useTariffs();
  const text = (data?.items ?? []).reduce((words, { id, name }) => words.replaceAll(id, name), detail);
  return <span title={text}>{text}</span>;
}
