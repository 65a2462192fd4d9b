import * as z from "zod";

const Env = z.object({
  /** Log lines below this are not written. */
  LOG_LEVEL: z.enum(["info", "warn", "error"]).default("info"),
  /** `local` or the name of an AWS stage. */
  STAGE: z.string().default("local"),
  TABLE_NAME: z.string().min(3).default("switchbook"),
  /** CDR files and rate sheets that come in by pre-signed URL. */
  UPLOADS_BUCKET: z.string().default("switchbook-uploads"),
  /** What we write: tariff bodies, raw payloads, exports, invoices. */
  FILES_BUCKET: z.string().default("switchbook-files"),
  STREAM_NAME: z.string().default("switchbook-cdrs"),
  AWS_REGION: z.string().default("eu-central-1"),
  AWS_ENDPOINT_URL_DYNAMODB: z.string().optional(),
  AWS_ENDPOINT_URL_KINESIS: z.string().optional(),
  AWS_ENDPOINT_URL_S3: z.string().optional(),
  /** Base64 of 32 bytes: wraps SIP secrets. Local stack and tests only. */
  SECRETS_KEY: z.string().optional(),
  /** The secret in Secrets Manager that the key is made of, in AWS. */
  SECRETS_KEY_ARN: z.string().optional(),
  /** Sender of every mail: `Name <address>` of an identity that SES knows. Without it no mail leaves. */
  MAIL_FROM: z.string().min(3).optional(),
  /** Stands in for Stripe. Local stack and tests only. */
  STRIPE_API_URL: z.url().optional(),
  /** `1`: webhooks may go to addresses of private networks, and without TLS. Local stack and tests only. */
  WEBHOOKS_TO_PRIVATE: z.enum(["0", "1"]).default("0"),
  /** What the door (CloudFront) sends along, so that what it says of a caller's address can be believed. */
  DOOR_MARK: z.string().min(32).optional(),
  /** Address under which people reach the web page, for links in mails and pre-signed URLs made locally. */
  PUBLIC_URL: z.string().default("http://127.0.0.1:8080"),
});

/** The environment, read once. Nothing else in functions/ touches `process.env` (the clock's own variable aside). */
export const env = Env.parse(process.env);
