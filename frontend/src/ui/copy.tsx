import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";

/** Copies a value; says so to ear and eye. */
export function Copy({ value, what }: { value: string; what: string }) {
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? "Copied" : `Copy ${what}`}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            onClick={(event) => {
              event.stopPropagation();
              copy();
            }}
            aria-label={copied ? `${what} copied` : `Copy ${what}`}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
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
