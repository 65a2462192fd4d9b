import { Status } from "../ui/status.tsx";
import type { RegistrationView } from "./registration.api.ts";

type State = RegistrationView["state"] | RegistrationView["contacts"][number]["state"];

const shown: Record<State, { label: string; tone: "ok" | "bad" | "neutral" }> = {
  REGISTERED: { label: "Registered", tone: "ok" },
  NOT_REGISTERED: { label: "Not registered", tone: "bad" },
  NEVER_SEEN: { label: "Never seen", tone: "neutral" },
  UNREGISTERED: { label: "Unregistered", tone: "neutral" },
  EXPIRED: { label: "Expired", tone: "neutral" },
};

/** The word that is shown for a state. */
export const registrationWord = (state: State): string => shown[state].label;

/** Whether a device, or one of its contacts, is registered. */
export const RegistrationState = ({ state }: { state: State }) => <Status value={state} {...shown[state]} />;
