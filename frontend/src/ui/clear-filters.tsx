import { Button } from "@mantine/core";
import { isNarrow } from "../filters.ts";

/** Takes every filter away, where one is set. */
export const ClearFilters = ({ filters, clear }: { filters: Record<string, string>; clear(): void }) =>
  isNarrow(filters) ? (
    <Button variant="default" onClick={clear}>
      Clear filters
    </Button>
  ) : null;
