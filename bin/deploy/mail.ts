import {
  CreateEmailIdentityCommand,
  GetAccountCommand,
  GetEmailIdentityCommand,
  type GetEmailIdentityCommandOutput,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import type { StageSettings } from "../../lib/stage.ts";

/**
 * Asks SES, which every set of credentials that may deploy can ask: thereby it is known that they are valid.
 * @throws Error in words, with what to do
 */
export async function checkCredentials(region: string | undefined): Promise<{ sandbox: boolean }> {
  const client = new SESv2Client({ ...(region ? { region } : {}), maxAttempts: 3 });
  const known = await client.config.region().catch(() => undefined);
  if (!known) throw new Error("No region is known. Name one in the stage's settings (region), or set AWS_REGION.");
  try {
    const { ProductionAccessEnabled } = await client.send(new GetAccountCommand({}));
    return { sandbox: ProductionAccessEnabled !== true };
  } catch (cause) {
    const { name, message } = cause as Error;
    throw new Error(`AWS does not take the credentials (${name}: ${message}). Set AWS_PROFILE, or sign in again.`, {
      cause,
    });
  } finally {
    client.destroy();
  }
}

export interface MailState {
  verified: boolean;
  /** Records that SES wants to find in DNS: `name CNAME value`. */
  records: string[];
}

const stateOf = (
  identity: string,
  { VerifiedForSendingStatus, DkimAttributes }: Partial<GetEmailIdentityCommandOutput>,
) => ({
  verified: VerifiedForSendingStatus === true,
  // An address is verified by a mail to it and has no records.
  records: identity.includes("@")
    ? []
    : (DkimAttributes?.Tokens ?? []).map(
        (token) => `${token}._domainkey.${identity}  CNAME  ${token}.dkim.amazonses.com`,
      ),
});

/** The state of the sender, whose identity is made where there is none. */
export async function mailState({ mail, region }: StageSettings): Promise<MailState | undefined> {
  if (!mail) return undefined;
  const client = new SESv2Client({ ...(region ? { region } : {}), maxAttempts: 3 });
  const EmailIdentity = mail.identity;
  try {
    return stateOf(EmailIdentity, await client.send(new GetEmailIdentityCommand({ EmailIdentity })));
  } catch (error) {
    if ((error as Error).name !== "NotFoundException") throw error;
    return stateOf(EmailIdentity, await client.send(new CreateEmailIdentityCommand({ EmailIdentity })));
  } finally {
    client.destroy();
  }
}
