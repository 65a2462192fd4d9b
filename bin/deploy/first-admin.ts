import type { Outputs } from "./cdk.ts";

/** The functions' environment for what is done from here; they read it when they are loaded. */
export function enterStage(name: string, outputs: Outputs, region: string | undefined): { publicUrl: string } {
  const of = (stack: string, output: string): string => {
    const value = outputs[`Switchbook-${name}-${stack}`]?.[output];
    if (value === undefined) throw new Error(`the stack ${stack} says no ${output}: was it deployed?`);
    return value;
  };
  const publicUrl = of("Web", "PublicUrl");
  Object.assign(process.env, {
    STAGE: name,
    TABLE_NAME: of("Data", "TableName"),
    FILES_BUCKET: of("Data", "FilesBucket"),
    UPLOADS_BUCKET: of("Data", "UploadsBucket"),
    PUBLIC_URL: publicUrl,
    LOG_LEVEL: "warn",
    ...(region ? { AWS_REGION: region } : {}),
  });
  return { publicUrl };
}

/** What a person reads about the first administrator. */
export async function firstAdmin(email: string | null): Promise<string[]> {
  const { inviteFirstAdmin } = await import("../../functions/users/first-admin.flow.ts");
  const { now } = await import("../../functions/platform/clock.ts");
  const invitation = await inviteFirstAdmin({ username: "admin", email }, now());
  if (!invitation) return ["The administrator has a password already."];
  return [
    "The first administrator is called admin. This link sets the password; it counts once, and until",
    `${invitation.expiresAt}:`,
    "",
    `  ${invitation.link}`,
  ];
}
