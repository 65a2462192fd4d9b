import { Skeleton } from "@mantine/core";

/**
 * Stands for something whose height is known only when it comes. What follows it in the page or section is not drawn
 * until then (base.css), because it would jump.
 */
export const Awaited = ({ height }: { height: number }) => (
  <div className="placeholder" aria-hidden>
    <Skeleton height={height} />
  </div>
);
