import { Duration, type RemovalPolicy, Stack } from "aws-cdk-lib";
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from "aws-cdk-lib/aws-backup";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { Schedule } from "aws-cdk-lib/aws-events";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";

/** Days between two copies, and that one is kept: there as far back as the table here can be put, here until the next one. */
export const copyDays = { between: 7, here: 8, there: 35 } as const;

interface Copied {
  table: Table;
  /** The other account's vault. */
  vaultArn: string;
  /** Undefined: AWS Backup's own key. The other vault encrypts by its key in any case. */
  encryptionKey: Key | undefined;
  removalPolicy: RemovalPolicy;
}

/** The table into a vault of another account, once a week, for the day on which this account is lost or somebody else's. */
export class TableCopies extends Construct {
  constructor(scope: Construct, id: string, copied: Copied) {
    super(scope, id);
    const { table, vaultArn, encryptionKey, removalPolicy } = copied;
    const vault = new BackupVault(this, "Vault", { ...(encryptionKey ? { encryptionKey } : {}), removalPolicy });
    const role = this.roleFor(copied, vault);
    // A recovery point has no name before it is made; the vault's own policy lets go what lies in it, without a wildcard.
    vault.addToAccessPolicy(
      new PolicyStatement({ actions: ["backup:CopyFromBackupVault"], principals: [role], resources: ["*"] }),
    );
    const plan = new BackupPlan(this, "Plan", {
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: "Weekly",
          backupVault: vault,
          scheduleExpression: Schedule.cron({ weekDay: "SUN", hour: "2", minute: "30" }),
          deleteAfter: Duration.days(copyDays.here),
          copyActions: [
            {
              destinationBackupVault: BackupVault.fromBackupVaultArn(this, "There", vaultArn),
              deleteAfter: Duration.days(copyDays.there),
            },
          ],
        }),
      ],
    });
    plan.addSelection("Table", {
      resources: [BackupResource.fromDynamoDbTable(table)],
      role,
      disableDefaultBackupPolicy: true,
    });
  }

  /** Reads this table through AWS Backup, puts it into this vault and the other, and nothing else. */
  private roleFor({ table, vaultArn, encryptionKey }: Copied, vault: BackupVault): Role {
    const { account } = Stack.of(this);
    const assumedBy = new ServicePrincipal("backup.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": account } },
    });
    const role = new Role(this, "Role", { assumedBy });
    const allow = (actions: string[], resources: string[], conditions = {}) =>
      role.addToPolicy(new PolicyStatement({ actions, resources, conditions }));
    const ofTable = ["DescribeTable", "ListTagsOfResource", "StartAwsBackupJob"];
    allow(
      ofTable.map((action) => `dynamodb:${action}`),
      [table.tableArn],
    );
    allow(["backup:DescribeBackupVault"], [vault.backupVaultArn]);
    allow(["backup:CopyIntoBackupVault"], [vaultArn]);
    if (!encryptionKey) return role;
    allow(["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], [encryptionKey.keyArn]);
    allow(["kms:CreateGrant"], [encryptionKey.keyArn], { Bool: { "kms:GrantIsForAWSResource": "true" } });
    return role;
  }
}
