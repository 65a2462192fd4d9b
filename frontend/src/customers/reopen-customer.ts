import type { QueryClient } from "@tanstack/react-query";
import { messageOf } from "../api/problem.ts";
import { toast } from "../ui/toasts.tsx";
import { reopenCustomer } from "./customer.api.ts";

interface Named {
  account: string;
  company: string;
}

/** Opens a closed customer again and says what others took since. Also for a toast, whose page may be gone by then. */
export async function reopen(queryClient: QueryClient, { account, company }: Named): Promise<void> {
  try {
    const { taken } = await reopenCustomer(account);
    const lines = taken.map(({ message }) => message);
    if (lines.length === 0) toast(`${company} is open again, as it was.`);
    else toast(`${company} is open again. What others took meanwhile stays theirs:`, { lines });
  } catch (error) {
    toast(`${company} could not be opened again.`, { lines: [messageOf(error)] });
  }
  await queryClient.invalidateQueries({ queryKey: ["customers"] });
}
