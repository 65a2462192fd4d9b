import { Alert, Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiProblem, messageOf } from "../api/problem.ts";
import { Copy } from "./copy.tsx";

/** A refusal or fault in place: the sentence, the request id to quote, and another try where it can help. */
export function ProblemNote({ error, retry }: { error: unknown; retry?: () => unknown }) {
  const requestId = error instanceof ApiProblem ? error.requestId : undefined;
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} className="problem" role="alert">
      <p>{messageOf(error)}</p>
      {requestId ? (
        <p className="dim">
          Request <span className="mono">{requestId}</span> <Copy value={requestId} what="request id" />
        </p>
      ) : null}
      {retry ? (
        <Button variant="default" onClick={() => void retry()}>
          Try again
        </Button>
      ) : null}
    </Alert>
  );
}
