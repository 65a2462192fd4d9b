import { Button, Menu } from "@mantine/core";
import { IconLifebuoy, IconLogout, IconUser, IconUserCog } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type SignedIn, userName } from "../auth/session.api.ts";
import { useLeave } from "../auth/use-leave.ts";
import { useBranding } from "../settings/branding.api.ts";

/** Who is signed in, and the way out. */
export function UserMenu({ session }: { session: SignedIn }) {
  const navigate = useNavigate();
  const leave = useLeave();
  const name = userName(session);
  const { supportEmail } = useBranding();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" leftSection={<IconUser size={16} />} aria-label={`Signed in as ${name}`}>
          <span className="hide-small user-name">{name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name} · {session.user.kind}
        </Menu.Label>
        <Menu.Item leftSection={<IconUserCog size={15} />} onClick={() => void navigate({ to: "/account" })}>
          Your account
        </Menu.Item>
        {supportEmail ? (
          <Menu.Item leftSection={<IconLifebuoy size={15} />} component="a" href={`mailto:${supportEmail}`}>
            {supportEmail}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
