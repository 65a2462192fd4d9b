import { Link } from "@tanstack/react-router";

/** An account code that leads to its customer; a dash where it is about no customer. */
export const AccountLink = ({ account }: { account: string | null | undefined }) =>
  account ? (
    <Link to="/customers/$account" params={{ account }} className="mono">
      {account}
    </Link>
  ) : (
    <span className="dim">–</span>
  );
