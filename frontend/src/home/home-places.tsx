import { Skeleton } from "@mantine/core";

/** Stands for today's figures with their chart, and for the columns below, until they are there. */
export const HomePlaces = () => (
  <>
    <Skeleton height={410} mb={6} />
    <div className="columns">
      {["alerts", "intake", "work"].map((place) => (
        <Skeleton key={place} height={200} />
      ))}
    </div>
  </>
);
