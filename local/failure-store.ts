import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

/** Puts what a function could not take into its failure destination. */
export function openFailureStore(endpoint: string) {
  const client = new S3Client({ endpoint, region: "eu-central-1" });
  const put = async (bucket: string | undefined, key: string, body: string): Promise<void> => {
    // Without a destination AWS drops it, too.
    if (bucket === undefined) return;
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: "application/json" }));
  };
  return {
    put,
    /** The record of a failed asynchronous invocation ("Configuring a failure destination", Lambda developer guide). */
    async putAsync(
      to: { bucket: string | undefined; functionArn: string },
      event: unknown,
      error: Error,
      count: number,
    ) {
      const at = new Date().toISOString();
      const name = to.functionArn.split(":").at(-1);
      const requestId = crypto.randomUUID();
      const body = {
        version: "1.0",
        timestamp: at,
        requestContext: {
          requestId,
          functionArn: to.functionArn,
          condition: "RetriesExhausted",
          approximateInvokeCount: count,
        },
        requestPayload: event,
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        responsePayload: { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] },
      };
      const day = at.slice(0, 10).replaceAll("-", "/");
      const key = `aws/lambda/async/${name}/${day}/${at.slice(0, 19).replaceAll(":", ".")}-${requestId}`;
      await put(to.bucket, key, JSON.stringify(body));
    },
  };
}
export type FailureStore = ReturnType<typeof openFailureStore>;
