import { useMutation } from "@tanstack/react-query";
import { toast } from "../ui/toasts.tsx";
import { readExport } from "./export.api.ts";

/** An address of the file that was signed this moment. @throws Error where the file is gone */
async function freshUrl(id: string): Promise<string> {
  const { url } = await readExport(id);
  if (url === null) throw new Error("The file is gone: it is kept for seven days. Run the export again.");
  return url;
}

/** The browser saves what is behind the address; it is always sent as an attachment, so the page stays. */
export const useDownload = () => useMutation({ mutationFn: async (id: string) => location.assign(await freshUrl(id)) });

export const useCopyLink = () =>
  useMutation({
    mutationFn: async (id: string) => navigator.clipboard.writeText(await freshUrl(id)),
    onSuccess: () => toast("The link is copied. It holds for five minutes."),
  });
