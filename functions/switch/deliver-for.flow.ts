import { mayDeliverFor, type Principal } from "../auth/access.ts";
import { getSource } from "../intake/source.store.ts";
import type { CdrSource } from "../intake/source.ts";
import { lookAtUpload } from "../intake/upload.flow.ts";
import { getUpload } from "../intake/upload.store.ts";
import type { UploadView } from "../intake/upload.ts";
import { Problem } from "../platform/problem.ts";

/** The source, if the key may deliver for it. One that does not exist is refused in the same words. @throws Problem forbidden */
export async function deliverableSource(id: string, principal: Principal): Promise<CdrSource> {
  const source = mayDeliverFor(principal, id) ? await getSource(id) : undefined;
  if (!source) throw new Problem("forbidden", "This key may not deliver in the name of that source.");
  return source;
}

/** How a file stands that the key could have delivered. @throws Problem not_found */
export async function deliveredUpload(id: string, principal: Principal): Promise<UploadView> {
  const upload = await getUpload(id);
  if (!upload || !mayDeliverFor(principal, upload.source)) throw new Problem("not_found", "There is no such upload.");
  return lookAtUpload(upload);
}
