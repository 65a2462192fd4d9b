import { Link } from "@tanstack/react-router";

/** An account code that leads to its customer, or a vendor's id to the vendor; a dash where it is about nobody's account. */
export function AccountLink({ account }: { account: string | null | undefined }) {
  if (!account) return <span className="dim">–</span>;
  return account.startsWith("ven_") ? (
    <Link to="/vendors/$vendorId" params={{ vendorId: account }} className="mono">
      {account}
    </Link>
  ) : (
    <Link to="/customers/$account" params={{ account }} className="mono">
      {account}
    </Link>
  );
}
