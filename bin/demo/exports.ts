import { type ListPage, type OperatorApi, until } from "./operator-api.ts";

interface Job {
  id: string;
  status: string;
}

const isOver = ({ status }: Job): boolean => status !== "queued" && status !== "running";

/** A few lists as files, so that the page of exports opens with something. Made once. */
export async function setUpExports(api: OperatorApi, account: string): Promise<void> {
  const { items } = await api.get<ListPage<Job>>("/exports?limit=1");
  if (items.length > 0) return;
  const wanted = [
    { kind: "customers", format: "csv", filter: { status: "ACTIVE", sort: "company" } },
    { kind: "calls", format: "xlsx", filter: { account } },
    { kind: "devices", format: "pdf", filter: { type: "IP" } },
  ];
  const jobs = await Promise.all(wanted.map((body) => api.post<Job>("/exports", body)));
  for (const { id } of jobs) await until(() => api.get<Job>(`/exports/${id}`), isOver);
}
