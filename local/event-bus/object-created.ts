import type { ObjectCreated } from "../s3/object-index.ts";

/** The event that EventBridge carries for a new object ("EventBridge event message structure", S3 user guide). */
export function objectCreatedEvent(created: ObjectCreated, at: number) {
  return {
    version: "0",
    id: crypto.randomUUID(),
    "detail-type": "Object Created",
    source: "aws.s3",
    account: "000000000000",
    time: `${new Date(at).toISOString().slice(0, 19)}Z`,
    region: "eu-central-1",
    resources: [`arn:aws:s3:::${created.bucket}`],
    detail: {
      version: "0",
      bucket: { name: created.bucket },
      object: {
        key: created.key,
        size: created.size,
        etag: created.etag.replaceAll('"', ""),
        sequencer: at.toString(16).toUpperCase().padStart(18, "0"),
      },
      "request-id": crypto.randomUUID(),
      requester: "000000000000",
      "source-ip-address": "127.0.0.1",
      reason: created.reason,
    },
  };
}
