import { Kbd, Modal, Switch } from "@mantine/core";
import { useState } from "react";
import { useLayer } from "../ui/use-layer.ts";
import { lettersKey, lettersOn } from "./use-shortcuts.ts";

const shortcuts = [
  ["Ctrl K", "Go to a page or find a customer"],
  ["/", "Search in this page"],
  ["n", "Add (customer, device, tariff … as the page offers)"],
  ["e", "Edit the row, or what is open"],
  ["j k", "Next and previous row of a list"],
  ["x", "Choose the row"],
  ["Esc", "Close what is open"],
  ["?", "This list"],
] as const;

export function ShortcutHelp({ onClose }: { onClose(): void }) {
  useLayer(true, onClose);
  const [letters, setLetters] = useState(lettersOn);
  const change = (on: boolean) => {
    localStorage.setItem(lettersKey, on ? "on" : "off");
    setLetters(on);
  };
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts" centered>
      <dl className="facts">
        {shortcuts.map(([keys, meaning]) => (
          <div key={keys} style={{ display: "contents" }}>
            <dt>
              <Kbd>{keys}</Kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Switch
        mt="md"
        label="Single-letter shortcuts"
        checked={letters}
        onChange={(event) => change(event.currentTarget.checked)}
      />
    </Modal>
  );
}
