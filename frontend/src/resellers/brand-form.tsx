import { TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { shadesOf } from "../../../functions/resellers/accent.ts";
import { BrandFields, brandForm } from "../../../functions/resellers/brand.ts";
import { logoPath } from "../../../functions/settings/logo.ts";
import { brandingQuery } from "../settings/branding.api.ts";
import { LogoField } from "../settings/logo-field.tsx";
import "../settings/settings.css";
import { Code } from "../ui/copy.tsx";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { type BrandView, brandQuery, changeBrandLogo, setBrand } from "./brand.api.ts";
import type { ResellerView } from "./reseller.api.ts";

interface Values extends Record<string, unknown> {
  companyName: string;
  supportEmail: string;
  accent: string;
}

const orNull = (text: string): string | null => text.trim() || null;

/** How the reseller's customers meet the product. */
export function BrandForm({ reseller, onClose }: { reseller: ResellerView; onClose(): void }) {
  const { data: brand } = useQuery(brandQuery(reseller.account));
  return brand ? <Editor reseller={reseller} brand={brand} onClose={onClose} /> : null;
}

interface EditorProps {
  reseller: ResellerView;
  brand: BrandView;
  onClose(): void;
}

function Editor({ reseller: { account, company, email }, brand, onClose }: EditorProps) {
  const queryClient = useQueryClient();
  const { companyName, supportEmail, accent, logo, version } = brand;
  const handle = useSchemaForm<Values, BrandView>({
    schema: BrandFields,
    shape: brandForm,
    initial: { companyName: companyName ?? "", supportEmail: supportEmail ?? "", accent: accent ?? "" },
    save: (values) =>
      setBrand(account, version, {
        companyName: orNull(values.companyName),
        supportEmail: orNull(values.supportEmail),
        accent: orNull(values.accent),
      }),
    saved: async () => {
      toast("The brand is saved.");
      onClose();
      await queryClient.invalidateQueries({ queryKey: brandQuery(account).queryKey });
      await queryClient.invalidateQueries({ queryKey: brandingQuery.queryKey });
    },
  });
  const typed = handle.form.getValues().accent;
  return (
    <DrawerForm title={`Brand of ${company}`} verb="Save brand" handle={handle} onClose={onClose}>
      <p className="dim">What customers of {company} see at the sign-in, in the pages and on PDF files.</p>
      <TextInput {...handle.field("companyName")} placeholder={company} data-autofocus />
      <TextInput {...handle.field("supportEmail")} placeholder={email ?? ""} />
      <TextInput {...handle.field("accent")} placeholder="#3730a3" rightSection={<Swatch accent={typed} />} />
      <LogoField
        where="At the top of every page, at the sign-in and at the head of PDF files."
        shown={logo && logoPath(logo, account)}
        change={(file) => changeBrandLogo(account, version, file)}
        refreshes={brandQuery(account).queryKey}
      />
      <p className="dim">
        Their sign-in: <Code value={`${location.origin}/portal/sign-in?of=${account}`} what="address of the sign-in" />
      </p>
    </DrawerForm>
  );
}

/** The colour that is typed, once it is one. */
function Swatch({ accent }: { accent: string }) {
  if (!BrandFields.shape.accent.safeParse(accent).success || accent === "") return null;
  return <span className="swatch" style={{ background: shadesOf(accent.toLowerCase()).light.filled }} aria-hidden />;
}
