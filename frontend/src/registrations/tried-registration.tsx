import { useQuery } from "@tanstack/react-query";
import { registrationsQuery } from "./registration.api.ts";
import { RegistrationState } from "./registration-state.tsx";

/** Whether the SIP device that is tried is registered at this moment. Its calls are decided without it. */
export function TriedRegistration({ account, deviceId }: { account: string; deviceId: string }) {
  const list = useQuery(registrationsQuery(account));
  const found = list.data?.items.find((one) => one.deviceId === deviceId);
  return found ? (
    <>
      <dt>Registration now</dt>
      <dd>
        <RegistrationState state={found.state} />
      </dd>
    </>
  ) : null;
}
