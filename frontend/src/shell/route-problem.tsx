import { useRouter } from "@tanstack/react-router";
import { ProblemNote } from "../ui/problem-note.tsx";

/** A page that could not be shown at all. Trying again loads its code and data anew. */
export function RouteProblem({ error, reset }: { error: unknown; reset(): void }) {
  const router = useRouter();
  const retry = () => {
    reset();
    return router.invalidate();
  };
  return (
    <div className="page">
      <ProblemNote error={error} retry={retry} />
    </div>
  );
}
