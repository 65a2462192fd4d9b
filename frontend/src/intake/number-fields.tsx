import { NativeSelect, Switch, TextInput } from "@mantine/core";
import type { SourceHandle } from "./source-values.ts";
import { numberStateNames, options } from "./source-words.ts";

/** Where the numbers stand, how they are taken out of their fields, and how they become one form. */
export function NumberFields({ handle: { field, tick } }: { handle: SourceHandle }) {
  return (
    <fieldset className="group">
      <legend>Numbers</legend>
      <div className="fields">
        <NativeSelect
          {...field("numberState", "Whether the called number is as dialled or already rewritten.")}
          data={options(numberStateNames)}
          className="wide"
        />
        <TextInput {...field("cliField", "Field of the calling number, where it is not the usual one.")} />
        <TextInput {...field("cldField", "Field of the called number, where it is not the usual one.")} />
        <TextInput {...field("numberText.after", "What stands before it counts for nothing, as sip: does.")} />
        <TextInput {...field("numberText.before", "What stands from there on counts for nothing, as @ does.")} />
        <TextInput {...field("numberText.remove", "Each of them is taken out, such as blanks, dashes and brackets.")} />
        <Switch {...tick("normalise.plus", "+44… becomes 44….")} label="Take a leading + away" className="wide" />
        <TextInput {...field("normalise.internationalPrefix", "Removed, mostly 00 or 011.")} inputMode="numeric" />
        <TextInput {...field("normalise.nationalPrefix", "Replaced by the country code.")} inputMode="numeric" />
        <TextInput {...field("normalise.countryCode", "Without +.")} inputMode="numeric" />
      </div>
    </fieldset>
  );
}
