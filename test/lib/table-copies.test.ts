import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { inventoryOf } from "../../bin/cost/inventory.ts";
import { billOf, sumOf } from "../../bin/cost/model.ts";
import { addRulePacks } from "../../lib/rule-packs.ts";
import { addStacks } from "../../lib/stacks.ts";
import { type StageSettings, stageSettings } from "../../lib/stage.ts";

const copyVaultArn = "arn:aws:backup:eu-central-1:210987654321:backup-vault:switchbook";

function stacksOf(stage: StageSettings) {
  const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
  return { app, ...addStacks(app, stage) };
}
const large = { ...stageSettings("large"), copyVaultArn };
const { app, data, watch } = stacksOf(large);
addRulePacks(app, data);
const template = Template.fromStack(data);

interface Statement {
  Action: string | string[];
  Resource: unknown;
  Condition?: object;
}
const [policy] = Object.values(template.findResources("AWS::IAM::Policy"));
const statements = policy?.["Properties"].PolicyDocument.Statement as Statement[];
const idOf = (type: string): string => Object.keys(template.findResources(type))[0] ?? "";

describe("weekly copies of the table in another account", () => {
  it("are off unless a vault is named: the stacks are those of before", () => {
    const plain = stacksOf(stageSettings("large"));
    for (const stack of [plain.data, plain.watch])
      expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toMatch(/AWS::Backup|aws\.backup|CopyFailed/);
  });

  it("are made on Sundays, kept for eight days here and for five weeks there, never in cold storage", () => {
    template.hasResourceProperties("AWS::Backup::BackupPlan", {
      BackupPlan: {
        BackupPlanRule: [
          {
            ScheduleExpression: "cron(30 2 ? * SUN *)",
            Lifecycle: { DeleteAfterDays: 8, MoveToColdStorageAfterDays: Match.absent() },
            CopyActions: [
              {
                DestinationBackupVaultArn: copyVaultArn,
                Lifecycle: { DeleteAfterDays: 35, MoveToColdStorageAfterDays: Match.absent() },
              },
            ],
            TargetBackupVault: { "Fn::GetAtt": [idOf("AWS::Backup::BackupVault"), "BackupVaultName"] },
          },
        ],
      },
    });
  });

  it("are of the table and of nothing else", () => {
    const resources = template.findResources("AWS::Backup::BackupSelection");
    const [selection] = Object.values(resources).map(({ Properties }) => Properties.BackupSelection);
    expect(Object.keys(resources)).toHaveLength(1);
    expect(selection.Resources).toHaveLength(1);
    expect(JSON.stringify(selection.Resources)).toContain(idOf("AWS::DynamoDB::Table"));
    expect(selection.ListOfTags ?? []).toEqual([]);
  });

  it("lie in a vault of the stage's own key, which outlives the stack as the table does", () => {
    template.hasResource("AWS::Backup::BackupVault", {
      DeletionPolicy: "Retain",
      Properties: { EncryptionKeyArn: { "Fn::GetAtt": [idOf("AWS::KMS::Key"), "Arn"] } },
    });
    const { data: small } = stacksOf({ ...stageSettings("small"), copyVaultArn });
    Template.fromStack(small).hasResourceProperties("AWS::Backup::BackupVault", { EncryptionKeyArn: Match.absent() });
  });

  it("are made by a role that AWS Backup takes for this account alone", () => {
    template.resourceCountIs("AWS::IAM::Role", 1);
    template.hasResourceProperties("AWS::IAM::Role", {
      ManagedPolicyArns: Match.absent(),
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: "sts:AssumeRole",
            Principal: { Service: "backup.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
          },
        ],
      },
    });
  });

  it("the role reads no item, restores and deletes nothing, and puts copies nowhere else", () => {
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.sort()).toEqual([
      ...["backup:CopyIntoBackupVault", "backup:DescribeBackupVault"],
      ...["dynamodb:DescribeTable", "dynamodb:ListTagsOfResource", "dynamodb:StartAwsBackupJob"],
      ...["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
    ]);
    expect(JSON.stringify(statements)).not.toContain("*");
    const into = statements.find(({ Action }) => Action === "backup:CopyIntoBackupVault");
    expect(into?.Resource).toBe(copyVaultArn);
    const grant = statements.find(({ Action }) => Action === "kms:CreateGrant");
    expect(grant?.Condition).toEqual({ Bool: { "kms:GrantIsForAWSResource": "true" } });
  });

  it("leave the vault by that role's hand alone", () => {
    template.hasResourceProperties("AWS::Backup::BackupVault", {
      AccessPolicy: {
        Statement: [
          {
            Effect: "Allow",
            Action: "backup:CopyFromBackupVault",
            Principal: { AWS: { "Fn::GetAtt": [idOf("AWS::IAM::Role"), "Arn"] } },
          },
        ],
      },
    });
  });

  it("satisfy the rule pack without an exception of their own", () => {
    expect(() => app.synth()).not.toThrow();
  });

  it("that fail ring, and so does who ends them", () => {
    const rules = Template.fromStack(watch);
    rules.hasResourceProperties("AWS::Events::Rule", {
      EventPattern: {
        source: ["aws.backup"],
        "detail-type": ["Backup Job State Change", "Copy Job State Change"],
        detail: { state: ["FAILED", "ABORTED", "EXPIRED"], resourceArn: [Match.anyValue()] },
      },
      Targets: [Match.objectLike({ Arn: Match.anyValue() })],
    });
    rules.hasResourceProperties("AWS::Events::Rule", {
      EventPattern: { detail: { eventName: Match.arrayWith(["DeleteTable", "DeleteBackupPlan"]) } },
    });
  });

  it("cost their alarm while nothing happens, and what lies in both vaults after that", () => {
    const small = stageSettings("small");
    const nothing = { callsPerMonth: 0, accounts: 100, authorized: 0, single: 0 };
    const dollars = (stage: StageSettings, load: typeof nothing) => sumOf(billOf(stage, inventoryOf(stage), load));
    expect(dollars({ ...small, copyVaultArn }, nothing) - dollars(small, nothing)).toBeCloseTo(0.1, 9);
    const load = { ...nothing, callsPerMonth: 1e8, accounts: 1000 };
    const bill = billOf({ ...small, copyVaultArn }, inventoryOf(small), load);
    const count = (what: string) => bill.find((one) => one.what === what)?.count ?? Number.NaN;
    const table = count("a year of calls: those of five weeks in the table");
    expect(count("weekly copies: here")).toBeCloseTo((table * 8) / 7, 9);
    expect(count("weekly copies: in the other account")).toBeCloseTo(table * 5, 9);
  });
});
