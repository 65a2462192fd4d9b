import { Instant } from "../ui/figures.tsx";
import type { RegistrationView } from "./registration.api.ts";
import { RegistrationState, registrationWord } from "./registration-state.tsx";

interface RegistrationCellProps {
  login: string;
  /** Undefined while it is not known. */
  registration: RegistrationView | undefined;
  open(): void;
}

/** How a device of a list stands, and since when; opens what its switches told. */
export const RegistrationCell = ({ login, registration, open }: RegistrationCellProps) =>
  registration ? (
    <>
      <button
        type="button"
        className="link-button"
        aria-label={`${registrationWord(registration.state)}: registration of ${login}`}
        onClick={open}
      >
        <RegistrationState state={registration.state} />
      </button>
      {registration.since ? (
        <span className="dim">
          {" "}
          <Instant at={registration.since} relative />
        </span>
      ) : null}
    </>
  ) : (
    <span className="dim">–</span>
  );
