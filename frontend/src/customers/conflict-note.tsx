import { Button, Group, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem } from "../api/problem.ts";
import { useLayer } from "../ui/use-layer.ts";
import { type CustomerView, readCustomer } from "./customer.api.ts";
import { formShape } from "./customer-schema.ts";
import { type CustomerValues, changesOf, valuesOf } from "./customer-values.ts";

interface ConflictNoteProps {
  problem: unknown;
  account: string;
  /** The values that the editing began with. */
  before: CustomerValues;
  mine: CustomerValues;
  /** @param untouched what they changed and the reader did not: it stays as they have it */
  keepMine(theirs: CustomerView, untouched: Partial<CustomerValues>): void;
  takeTheirs(theirs: CustomerView): void;
}

function shown(value: unknown): string {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  const isPlain = Array.isArray(value) && value.every((one) => typeof one !== "object");
  const text = isPlain ? value.join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value);
  return text || "–";
}

const title = (name: string): string => String(formShape[name as keyof typeof formShape]?.meta()?.["title"] ?? name);

/** Somebody saved in between: both values of each field in question, and the choice. Nothing is overwritten unasked. */
export function ConflictNote({ problem, account, before, mine, keepMine, takeTheirs }: ConflictNoteProps) {
  const [settled, setSettled] = useState<unknown>();
  const lost = problem instanceof ApiProblem && problem.code === "conflict" && problem !== settled;
  const { data: theirs } = useQuery({
    queryKey: ["customers", "conflict", account, String(lost)],
    enabled: lost,
    gcTime: 0,
    queryFn: () => readCustomer(account),
  });
  useLayer(lost && theirs !== undefined, () => setSettled(problem));
  if (!lost || !theirs) return null;
  const kept = valuesOf(theirs);
  const [ours, others] = [changesOf(before, mine), changesOf(before, kept)];
  const names = [...new Set([...Object.keys(ours), ...Object.keys(others)])].filter((name) => name !== "password");
  if (Object.keys(others).length === 0) return null;
  const untouched = Object.fromEntries(Object.entries(others).filter(([name]) => !(name in ours)));
  return (
    <Modal
      opened
      onClose={() => setSettled(problem)}
      title="Somebody else saved this customer meanwhile"
      centered
      size="lg"
    >
      <table className="table" aria-label="Differences">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Yours</th>
            <th scope="col">Theirs</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <td data-main="true">{title(name)}</td>
              <td data-label="Yours">
                {shown(mine[name])} {name in ours ? null : <span className="dim">not changed by you</span>}
              </td>
              <td data-label="Theirs">{shown(kept[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={() => takeTheirs(theirs)}>
          Take theirs, drop mine
        </Button>
        <Button
          onClick={() => {
            keepMine(theirs, untouched);
            setSettled(problem);
          }}
        >
          Keep mine and go on
        </Button>
      </Group>
    </Modal>
  );
}
