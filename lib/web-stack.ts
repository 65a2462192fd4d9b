import { Aws, CfnOutput, CfnParameter, Duration, Fn, RemovalPolicy, Stack } from "aws-cdk-lib";
import { CfnStage, HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import * as cloudfront from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { uploadsBucketName } from "./data-stack.ts";
import { contentSecurityPolicy } from "./security-headers.ts";
import type { StageSettings } from "./stage.ts";

/** Addresses of pages have no dot and all mean one of two documents, the portal's below its own path; what has a dot is a file. */
const pageRouting = `function handler(event) {
  var uri = event.request.uri;
  if (!uri.includes(".")) event.request.uri = /^\\/portal(\\/|$)/.test(uri) ? "/portal.html" : "/index.html";
  return event.request;
}`;

/**
 * The front door: one origin for the page and the API, so that no cookie and no request ever crosses sites. The API
 * itself is made here and gets its routes in the API stack, because the functions must know the address of the door.
 */
export class WebStack extends Stack {
  readonly api: HttpApi;
  /** `https://…` without a slash at the end. */
  readonly publicUrl: string;
  /**
   * By this the functions know that a request came through the door, which saw the caller's address. The id of the stack ends
   * in a random part that is told to nobody outside the account.
   */
  readonly doorMark: string;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    this.doorMark = this.stackId;
    this.api = this.addApi(stage);
    const pages = this.addPageBucket(stage);
    const door = this.addDistribution(stage, pages);
    this.publicUrl = stage.domain
      ? `https://${stage.domain.name}`
      : Fn.join("", ["https://", door.distributionDomainName]);
    new CfnOutput(this, "PublicUrl", { value: this.publicUrl });
    new CfnOutput(this, "DoorName", { value: door.distributionDomainName });
    new CfnOutput(this, "DistributionId", { value: door.distributionId });
    new CfnOutput(this, "PageBucket", { value: pages.bucketName });
  }

  private addApi(stage: StageSettings): HttpApi {
    const api = new HttpApi(this, "Api", { apiName: `switchbook-${stage.name}` });
    const logs = new LogGroup(this, "AccessLogs", { retention: stage.logDays, removalPolicy: RemovalPolicy.DESTROY });
    const settings = api.defaultStage?.node.defaultChild;
    if (!(settings instanceof CfnStage)) throw new Error("the API has no default stage");
    settings.defaultRouteSettings = {
      throttlingRateLimit: stage.apiRequestsPerSecond,
      throttlingBurstLimit: stage.apiBurst,
    };
    // No path beyond the route and no query: they hold numbers of people.
    settings.accessLogSettings = {
      destinationArn: logs.logGroupArn,
      format: JSON.stringify({
        at: "$context.requestTime",
        requestId: "$context.requestId",
        route: "$context.routeKey",
        status: "$context.status",
        ms: "$context.responseLatency",
        ip: "$context.identity.sourceIp",
      }),
    };
    return api;
  }

  private addPageBucket(stage: StageSettings): Bucket {
    return new Bucket(this, "Pages", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: stage.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  private addDistribution(stage: StageSettings, pages: Bucket): cloudfront.Distribution {
    const headers = this.addHeaders(stage);
    const api: cloudfront.BehaviorOptions = {
      origin: new HttpOrigin(Fn.join("", [this.api.apiId, ".execute-api.", Aws.REGION, ".", Aws.URL_SUFFIX]), {
        customHeaders: { "x-switchbook-door": this.doorMark },
      }),
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
      responseHeadersPolicy: headers,
    };
    return new cloudfront.Distribution(this, "Door", {
      ...this.ownName(stage),
      ...this.firewall(stage),
      defaultRootObject: "index.html",
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(pages as IBucket),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        responseHeadersPolicy: headers,
        functionAssociations: [
          {
            eventType: cloudfront.FunctionEventType.VIEWER_REQUEST,
            function: new cloudfront.Function(this, "PageRouting", {
              code: cloudfront.FunctionCode.fromInline(pageRouting),
              runtime: cloudfront.FunctionRuntime.JS_2_0,
            }),
          },
        ],
      },
      additionalBehaviors: { "/api/*": api, "/switch/*": api, "/health": api },
    });
  }

  private ownName({ domain }: StageSettings): Partial<cloudfront.DistributionProps> {
    if (!domain) return {};
    return {
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(this, "Certificate", domain.certificateArn),
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }

  /**
   * The firewall stands in us-east-1, from where no other region can import. As a parameter its address must be given
   * once and is kept after that: no deployment takes the firewall away by not naming it.
   */
  private firewall({ firewall }: StageSettings): Partial<cloudfront.DistributionProps> {
    if (!firewall) return {};
    const arn = new CfnParameter(this, "FirewallArn", { description: "Output FirewallArn of the stack Edge." });
    return { webAclId: arn.valueAsString };
  }

  private addHeaders(stage: StageSettings): cloudfront.ResponseHeadersPolicy {
    const uploads = Fn.join("", ["https://", uploadsBucketName(stage), ".s3.", Aws.REGION, ".", Aws.URL_SUFFIX]);
    return new cloudfront.ResponseHeadersPolicy(this, "Headers", {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(uploads), override: false },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.SAME_ORIGIN, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(365),
          includeSubdomains: true,
          override: true,
        },
      },
      customHeadersBehavior: {
        customHeaders: [{ header: "Cross-Origin-Opener-Policy", value: "same-origin", override: true }],
      },
    });
  }
}
