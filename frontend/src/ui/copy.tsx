import { ActionIcon, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";

/** Copies a value; says so to ear and eye. */
export function Copy({ value, what }: { value: string; what: string }) {
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          onClick={(event) => {
            event.stopPropagation();
            copy();
          }}
          title={copied ? "Copied" : `Copy ${what}`}
          aria-label={copied ? `${what} copied` : `Copy ${what}`}
        >
          {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}

/** An identifier in fixed width with its copy button. */
export function Code({ value, what }: { value: string; what: string }) {
  return (
    <span className="code-copy">
      <span className="mono">{value}</span>
      <Copy value={value} what={what} />
    </span>
  );
}
