import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { ChargeFields } from "./charge-fields.tsx";
import { ColumnFields } from "./column-fields.tsx";
import { CsvFields } from "./csv-fields.tsx";
import { addSource, editSource, type SourceView } from "./intake.api.ts";
import { LayoutFields } from "./layout-fields.tsx";
import { hasSeparator, rolesOf } from "./layout-traits.ts";
import { NumberFields } from "./number-fields.tsx";
import { SampleFields } from "./sample-fields.tsx";
import { SourcePreview } from "./source-preview.tsx";
import { bodyOf, checkedSource, newSource, type SourceValues, sourceShape, valuesOf } from "./source-values.ts";
import { useSample } from "./use-sample.ts";
import { WatchFields } from "./watch-fields.tsx";

interface SourceFormProps {
  source?: SourceView;
  onClose(): void;
}

/** What a layout leaves open: clock, seconds, leg, owner and numbers of one switch's records. */
export function SourceForm({ source, onClose }: SourceFormProps) {
  const queryClient = useQueryClient();
  const sample = useSample();
  const handle = useSchemaForm<SourceValues, { name: string }>({
    schema: checkedSource,
    shape: sourceShape,
    initial: source ? valuesOf(source) : newSource,
    save: (values, key) => {
      const { switch: name, format, ...rest } = bodyOf(values);
      return source ? editSource(source, rest) : addSource({ switch: name, format, ...rest }, key);
    },
    saved: async ({ name }) => {
      toast(`${name} is ${source ? "saved" : "added"}.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["intake"] });
    },
  });
  const { field, form } = handle;
  const { format } = form.getValues();
  const text = sample.data?.text ?? "";
  const fixed = source !== undefined;
  return (
    <DrawerForm
      title={source ? `Edit ${source.name}` : "Add CDR source"}
      verb={source ? "Save changes" : "Add CDR source"}
      handle={handle}
      size={920}
      onClose={onClose}
    >
      <div className="fields">
        <TextInput {...field("name")} withAsterisk data-autofocus />
        <TextInput
          {...field("switch", "Two sources of one switch share its name: it is part of a call's identity.")}
          withAsterisk
          spellCheck={false}
          disabled={fixed}
        />
      </div>
      <SampleFields handle={handle} sample={sample} fixed={fixed} />
      <LayoutFields handle={handle} fixed={fixed} />
      {hasSeparator(format) ? <CsvFields handle={handle} /> : null}
      {rolesOf(format).length > 0 ? <ColumnFields handle={handle} text={text} /> : null}
      <ChargeFields handle={handle} />
      <NumberFields handle={handle} />
      <WatchFields handle={handle} />
      <SourcePreview handle={handle} text={text} />
    </DrawerForm>
  );
}
