/** What S3 answers instead of doing the work: one of its published error codes. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: keyof typeof statusOf, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "Refusal";
    this.code = code;
    this.status = statusOf[code];
  }
}

/** The codes that we give, of the list "Error responses" in the S3 API reference. */
const statusOf = {
  AccessDenied: 403,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidPolicyDocument: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  MalformedPOSTRequest: 400,
  MalformedXML: 400,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NotImplemented: 501,
  NotModified: 304,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  XAmzContentSHA256Mismatch: 400,
} as const;
