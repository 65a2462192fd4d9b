import { Button, Popover } from "@mantine/core";
import { IconCode } from "@tabler/icons-react";
import { withQuery } from "../api/send.ts";
import { useIsCustomer } from "../auth/use-may.ts";
import { Copy } from "./copy.tsx";

export interface ApiCall {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  path: string;
  query?: object;
  body?: unknown;
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The call as a shell line; the key is left for the reader to put in. */
export function curlOf(call: ApiCall, origin: string): string {
  const method = call.method === "GET" ? "" : ` -X ${call.method}`;
  const body =
    call.body === undefined ? "" : ` -H 'content-type: application/json' -d ${quote(JSON.stringify(call.body))}`;
  return `curl${method} -H "authorization: Bearer $SWITCHBOOK_KEY"${body} ${quote(`${origin}${withQuery(call.path, call.query)}`)}`;
}

/** The same names in page, API and scripts: shows the call that this page makes. Customers have no keys to make it with. */
export function ViewAsApi({ call }: { call: ApiCall }) {
  const isCustomer = useIsCustomer();
  if (isCustomer) return null;
  const curl = curlOf(call, location.origin);
  return (
    <Popover width={420} position="bottom-end" shadow="sm" trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <Button variant="subtle" color="gray" leftSection={<IconCode size={16} />} className="api-button">
          View as API
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw="calc(100vw - 24px)">
        <p className="mono api-call">
          <strong>{call.method}</strong> {withQuery(call.path, call.query)}
        </p>
        <pre className="mono raw">{curl}</pre>
        <p className="dim api-note">
          <Copy value={curl} what="curl command" /> Set SWITCHBOOK_KEY to an API key.
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}
