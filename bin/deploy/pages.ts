import { globSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { contentTypes } from "../../local/gateway/site.ts";
import { buildPage, pageFolder } from "../../local/page-build.ts";

/** Files whose names hold a hash of what is in them never change. */
const isHashed = (file: string): boolean => file.startsWith("assets/");
const isDocument = (file: string): boolean => file.endsWith(".html");
const forEver = "public, max-age=31536000, immutable";

/**
 * Builds the page and puts it where the distribution takes it from. The documents come last: whoever loads one finds what
 * it names. Former files stay, for pages that are still open. Nothing has to be invalidated: no document is kept.
 */
export async function putPages(bucket: string, region: string | undefined): Promise<number> {
  await buildPage();
  const files = globSync("**/*", { cwd: pageFolder })
    .filter((file) => statSync(path.join(pageFolder, file)).isFile() && !path.basename(file).startsWith("."))
    .sort((a, b) => Number(isDocument(a)) - Number(isDocument(b)));
  const endpoint = process.env["AWS_ENDPOINT_URL_S3"];
  const client = new S3Client({ ...(region ? { region } : {}), forcePathStyle: endpoint !== undefined });
  for (const file of files)
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: file,
        Body: readFileSync(path.join(pageFolder, file)),
        ContentType: contentTypes[path.extname(file)] ?? "application/octet-stream",
        CacheControl: isHashed(file) ? forEver : "no-cache",
      }),
    );
  client.destroy();
  return files.length;
}
