import { Link } from "@tanstack/react-router";
import { EmptyState } from "../ui/empty-state.tsx";

export const NotFound = () => (
  <EmptyState title="There is nothing at this address" action={<Link to="/">Go to the home page</Link>}>
    It may have been closed, or the address was cut off.
  </EmptyState>
);
