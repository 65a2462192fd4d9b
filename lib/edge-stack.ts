import { CfnOutput, Stack } from "aws-cdk-lib";
import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import type { StageSettings } from "./stage.ts";

/** Requests of one address in five minutes, of people: a page is some thirty. */
const perAddress = 2000;

/** Switches deliver many records from one address, and SIP headers look like attacks: keys guard that path. */
const notOfSwitches: CfnWebACL.StatementProperty = {
  notStatement: {
    statement: {
      byteMatchStatement: {
        fieldToMatch: { uriPath: {} },
        positionalConstraint: "STARTS_WITH",
        searchString: "/switch/",
        textTransformations: [{ priority: 0, type: "NONE" }],
      },
    },
  },
};

const visible = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
  metricName,
});

const managed = (priority: number, name: string): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: { vendorName: "AWS", name, scopeDownStatement: notOfSwitches },
  },
  visibilityConfig: visible(name),
});

/** The firewall of the distribution. It must stand in us-east-1, wherever everything else stands. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id, { env: { region: "us-east-1" } });
    const acl = new CfnWebACL(this, "Firewall", {
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      visibilityConfig: visible(`switchbook-${stage.name}`),
      rules: [
        managed(0, "AWSManagedRulesAmazonIpReputationList"),
        managed(1, "AWSManagedRulesKnownBadInputsRuleSet"),
        managed(2, "AWSManagedRulesCommonRuleSet"),
        {
          name: "PerAddress",
          priority: 3,
          action: { block: {} },
          statement: {
            rateBasedStatement: { aggregateKeyType: "IP", limit: perAddress, scopeDownStatement: notOfSwitches },
          },
          visibilityConfig: visible("PerAddress"),
        },
      ],
    });
    new CfnOutput(this, "FirewallArn", { value: acl.attrArn });
  }
}
