import { Button, Drawer } from "@mantine/core";
import { type MouseEvent, type ReactNode, useState } from "react";
import { Confirm } from "./confirm.tsx";
import { ProblemNote } from "./problem-note.tsx";
import type { FormHandle } from "./schema-form.ts";
import { useLayer } from "./use-layer.ts";

interface DrawerFormProps<V extends Record<string, unknown>> {
  title: string;
  verb: string;
  handle: FormHandle<V>;
  /** Width in px, where the form has tables. */
  size?: number;
  onClose(): void;
  children: ReactNode;
}

/** A field that is left by the mouse shows its error and moves the buttons away from under it: the click would be lost. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

/** A short form beside the list it belongs to. Closing it with changes asks first. */
export function DrawerForm<V extends Record<string, unknown>>({
  title,
  verb,
  handle,
  size = 420,
  onClose,
  children,
}: DrawerFormProps<V>) {
  const [asking, setAsking] = useState(false);
  const close = () => (handle.form.isDirty() ? setAsking(true) : onClose());
  useLayer(true, close);
  return (
    <>
      <Drawer opened onClose={close} size={size} title={title}>
        <form ref={handle.formRef} className="drawer-form" noValidate onSubmit={handle.submit} aria-label={title}>
          {children}
          {handle.problem ? <ProblemNote error={handle.problem} retry={handle.retry} /> : null}
          <div className="form-bar">
            <Button type="submit" loading={handle.busy} onMouseDown={keepFocus}>
              {verb}
            </Button>
            <Button variant="default" onMouseDown={keepFocus} onClick={close}>
              Cancel
            </Button>
          </div>
        </form>
      </Drawer>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title="Leave without saving?"
        verb="Leave without saving"
        dangerous
        onConfirm={onClose}
      >
        <p>What you changed here is not saved yet.</p>
      </Confirm>
    </>
  );
}
