/** Names of the columns of a Kamailio flat file, which has no header. */

/** What the recommended `cdr_extra` makes. */
const usualColumns =
  "start_time|end_time|duration|call_id|from_tag|to_tag|switch_id|src_ip|account|cli_in|cld_in|cli_out|cld_out|route|sip_code|sip_reason|setup_time|answer_time|hangup_party";

export const columnNames = (template: string): string[] =>
  (template || usualColumns).split("|").map((name) => name.trim());

/** What keeps the names from being used; undefined when nothing does. */
export function columnNamesFault(template: string): string | undefined {
  const names = columnNames(template);
  if (names.length > 300) return "A table has at most 300 columns.";
  const missing = ["start_time", "end_time", "duration"].filter((name) => !names.includes(name));
  if (missing.length > 0) return `The columns ${missing.join(", ")} are missing; names stand between bars.`;
  return undefined;
}
