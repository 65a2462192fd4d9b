import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { SecondFactorOff } from "../account/second-factor-off.tsx";
import "../account/account.css";
import { useBranding } from "../settings/branding.api.ts";
import { insideAddress } from "./inside-address.ts";
import { Outside } from "./outside.tsx";
import { returnToOwn, sessionQuery } from "./session.api.ts";
import { useLeave } from "./use-leave.ts";

/** Goes on to the page that was asked for, which is open now. */
function useGoOn() {
  const { to } = useSearch({ from: "/second-factor" });
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  return async () => {
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await router.invalidate();
    await navigate({ href: insideAddress(to) });
  };
}

/** All that is left to whoever must have a second factor and has none. */
export function SecondFactorPage() {
  const { data: session } = useQuery(sessionQuery);
  const { companyName } = useBranding();
  const goOn = useGoOn();
  const leave = useLeave();
  return (
    <Outside title="Set up a second factor">
      <p>
        {companyName} requires a second factor of you: after the password a code is asked for that only your own device
        can make. Everything else is closed to you until you have set one up.
      </p>
      {session?.switched ? (
        <p>
          <button type="button" className="link-button" onClick={() => void returnToOwn()}>
            Return to your own session
          </button>
        </p>
      ) : (
        <SecondFactorOff onDone={goOn} />
      )}
      <p>
        <button type="button" className="link-button" onClick={() => void leave()}>
          Sign out
        </button>
      </p>
    </Outside>
  );
}
