import { useNetwork } from "@mantine/hooks";

/** Says that the network is gone, while it is. */
export function OfflineBar() {
  const { online } = useNetwork();
  return online ? null : (
    <p className="offline" role="status">
      No network. What you see may be old; changes will fail until it is back.
    </p>
  );
}
