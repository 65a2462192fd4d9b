import { TextInput } from "@mantine/core";
import { hasNumbers } from "./layout-traits.ts";
import type { SourceHandle } from "./source-values.ts";

/** When it is told that something did not come. */
export function WatchFields({ handle: { field, form } }: { handle: SourceHandle }) {
  const { format } = form.getValues();
  return (
    <fieldset className="group">
      <legend>Watching</legend>
      <div className="fields">
        <TextInput
          {...field("silentAfterMinutes", "Empty: twice its usual pause, at least 60. 0: never.")}
          inputMode="numeric"
        />
        {hasNumbers(format) ? (
          <TextInput
            {...field(
              "smallestGap",
              "Running numbers in a row that must be missing. Empty: 1 for VOS, 20 for Asterisk.",
            )}
            inputMode="numeric"
          />
        ) : null}
      </div>
    </fieldset>
  );
}
