import { useQuery } from "@tanstack/react-query";
import { tariffsQuery } from "../tariffs/tariff.api.ts";

/** What is wrong with one record. The server names a tariff by its id; a person knows it by its name. */
export function ParkedDetail({ detail }: { detail: string }) {
  const { data } = useQuery(tariffsQuery);
  const text = (data?.items ?? []).reduce((words, { id, name }) => words.replaceAll(id, name), detail);
  return <span title={text}>{text}</span>;
}
