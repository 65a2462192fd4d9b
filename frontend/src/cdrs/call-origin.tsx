import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../auth/use-may.ts";
import { sourcesQuery } from "../intake/intake.api.ts";
import type { CallView } from "./call.api.ts";

/** The source of a call's record, for whoever may see what brings records. */
export function CallSource({ call: { source, takenOver } }: { call: CallView }) {
  const mayRead = useMay("intake:read");
  const { data } = useQuery({ ...sourcesQuery, enabled: mayRead && !takenOver });
  const known = data?.items.find(({ id }) => id === source);
  if (!mayRead || takenOver || !known) return null;
  return (
    <>
      <dt>CDR source</dt>
      <dd>
        <Link to="/intake/$sourceId" params={{ sourceId: source }}>
          {known.name}
        </Link>
      </dd>
    </>
  );
}

/** The device of a call as the steps name it, leading to the list in which it is. */
export function CallDevice({ call: { account, deviceId, trace } }: { call: CallView }) {
  if (!deviceId) return null;
  const name = trace?.find(({ step }) => step === "device")?.outcome ?? deviceId;
  const list = deviceId.startsWith("sip_") ? "/customers/$account/sip-devices" : "/customers/$account/ip-devices";
  return (
    <>
      <dt>Device</dt>
      <dd>
        <Link to={list} params={{ account }}>
          {name}
        </Link>
      </dd>
    </>
  );
}
