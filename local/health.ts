export type PartName = "table" | "files" | "stream" | "functions" | "events" | "page" | "admin";

/** State of each part of the stack, for `GET /health`. Ready when every part is. */
export function openHealth() {
  const parts: Record<PartName, string> = {
    table: "starting",
    files: "starting",
    stream: "starting",
    functions: "starting",
    events: "starting",
    page: "starting",
    admin: "starting",
  };
  return {
    set(part: PartName, state: string): void {
      parts[part] = state;
    },
    state: () => ({ ready: Object.values(parts).every((state) => state === "ready"), parts }),
  };
}
export type Health = ReturnType<typeof openHealth>;
