import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  IncreaseStreamRetentionPeriodCommand,
  KinesisClient,
} from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";

/** A client for kinesalite, which speaks HTTP/1.1 only. */
export const kinesisClient = (endpoint: string): KinesisClient =>
  new KinesisClient({
    endpoint,
    region: process.env["AWS_REGION"] ?? "eu-central-1",
    requestHandler: new NodeHttpHandler(),
  });

export interface StreamWanted {
  name: string;
  shards: number;
  retentionHours?: number;
}

/** Creates the stream when it is not there yet. An existing one keeps its shards, since records are in them. */
export async function createStream(client: KinesisClient, { name, shards, retentionHours = 24 }: StreamWanted) {
  const exists = await client.send(new DescribeStreamSummaryCommand({ StreamName: name })).catch((error: Error) => {
    if (error.name !== "ResourceNotFoundException") throw error;
  });
  if (!exists) await client.send(new CreateStreamCommand({ StreamName: name, ShardCount: shards }));
  for (;;) {
    const { StreamDescriptionSummary: stream } = await client.send(
      new DescribeStreamSummaryCommand({ StreamName: name }),
    );
    if (stream?.StreamStatus === "ACTIVE") {
      if ((stream.RetentionPeriodHours ?? 24) < retentionHours)
        await client.send(
          new IncreaseStreamRetentionPeriodCommand({ StreamName: name, RetentionPeriodHours: retentionHours }),
        );
      return;
    }
    await new Promise((resume) => setTimeout(resume, 20));
  }
}
