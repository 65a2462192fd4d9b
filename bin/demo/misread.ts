import type { DemoCall } from "./calls.ts";
import { uploadCdrs } from "./deliver.ts";
import { type ListPage, type OperatorApi, until } from "./operator-api.ts";
import { semicolonCsv, semicolonSource } from "./semicolon-csv.ts";

/**
 * A switch whose first file was read with a wrong setting: its rows wait as unreadable, the setting has been corrected
 * since, and what came afterwards was charged. Replaying the file charges its calls, so that there is a replay which
 * changes something.
 */

export const misreadSwitch = "sbc2";
const fileName = "sbc2-before-it-was-set-right.csv";

/** Its separator while it is set wrongly. */
const wrong = { separator: "," };

interface Source {
  csv: { separator: string };
  version: number;
}

const whole = ({ items }: ListPage<{ status: string }>) => items.every(({ status }) => status === "done");

/** Sends the first file while the source is set wrongly, then sets it right. Once, however often it is asked for. */
export async function deliverMisread(api: OperatorApi, source: string, calls: readonly DemoCall[]): Promise<void> {
  const path = `/cdr-sources/${source}`;
  const uploads = () => api.get<ListPage<{ fileName: string; status: string }>>(`/cdr-uploads?source=${source}`);
  const before = await api.get<Source>(path);
  if (!(await uploads()).items.some((one) => one.fileName === fileName)) {
    await api.patch(path, { csv: { ...semicolonSource.csv, ...wrong } }, before.version);
    await uploadCdrs(api, source, fileName, semicolonCsv(calls));
  } else if (before.csv.separator !== wrong.separator) return;
  await until(uploads, whole);
  const { version } = await api.get<Source>(path);
  await api.patch(path, { csv: semicolonSource.csv }, version);
}
