import { useMutation } from "@tanstack/react-query";
import { sniffFile } from "./intake.api.ts";

/** A sample of a switch's records: read by the server on request, kept only as long as the form is open. */
export function useSample() {
  return useMutation({
    mutationFn: async ({ name, blob }: { name: string; blob: Blob }) => ({ name, ...(await sniffFile(blob)) }),
  });
}
export type SampleReading = ReturnType<typeof useSample>;
