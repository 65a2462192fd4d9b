import { schemaResolver, type UseFormReturnType, useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { type RefObject, type SubmitEvent, useEffect, useRef } from "react";
import type * as z from "zod";
import { ApiProblem } from "../api/problem.ts";

type Values = Record<string, unknown>;

interface SchemaForm<V extends Values, R> {
  /** What the server checks with, so that page and server refuse the same things in the same words. */
  schema: z.ZodType;
  /** Field schemas by name: their titles are the labels. */
  shape: Record<string, z.ZodType>;
  initial: V;
  /** The key stays the same while the values do, so that a second click cannot add twice. */
  save(values: V, idempotencyKey: string): Promise<R>;
  saved(result: R): unknown;
}

export interface FormHandle<V extends Values> {
  form: UseFormReturnType<V>;
  /** Label, hint, value and error of a field, ready for a Mantine input. */
  // biome-ignore lint/suspicious/noExplicitAny: the same members fit inputs of text, number and choice
  field(name: string, hint?: string): any;
  /** The same for a switch or checkbox. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  tick(name: string, hint?: string): any;
  submit(event?: SubmitEvent<HTMLFormElement>): void;
  busy: boolean;
  /** A refusal that belongs to no field. */
  problem: unknown;
  retry(): void;
  /** Puts the keyboard on the first field that is wrong. */
  formRef: RefObject<HTMLFormElement | null>;
}

/** Title and description; of what a default or an option is wrapped around, too. */
function metaOf(
  schema: z.ZodType | undefined,
): { title?: string | undefined; description?: string | undefined } | undefined {
  const meta = schema?.meta();
  if (meta?.title || !schema || !("unwrap" in schema)) return meta;
  return metaOf((schema as { unwrap(): z.ZodType }).unwrap());
}

/** What is wrong with a field that holds a list or a group: the first fault of a member, where it has none of its own. */
const memberFault = (errors: Record<string, unknown>, name: string): unknown =>
  Object.entries(errors).find(([path, error]) => error && path.startsWith(`${name}.`))?.[1];

/** The value at a dotted path. */
const at = (values: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((value, step) => (value as Values | undefined)?.[step], values);

/** Puts the keyboard on the first wrong field once its error is drawn and the form takes input again. */
function useFocusOnError(formRef: RefObject<HTMLFormElement | null>, busy: boolean): () => void {
  const wanted = useRef(false);
  useEffect(() => {
    if (!wanted.current || busy) return;
    const field = formRef.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-error] input");
    if (!field) return;
    wanted.current = false;
    field.focus();
  });
  return () => {
    wanted.current = true;
  };
}

/** Fields that the server named, as the form's errors. An array member's fault also shows at its list. */
function fieldErrors(problem: ApiProblem, known: Values): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { path, message } of [...problem.fields].reverse()) {
    errors[path] = message;
    const head = path.split(".")[0] ?? path;
    if (!(path in known) && head in known) errors[head] ??= message;
  }
  return errors;
}

/** A form of one zod schema: checks on blur and on submit, takes the server's refusals to the fields they name. */
export function useSchemaForm<V extends Values, R>(options: SchemaForm<V, R>): FormHandle<V> {
  const { schema, shape, initial, save, saved } = options;
  const formRef = useRef<HTMLFormElement>(null);
  const sent = useRef({ body: "", key: "" });
  const changed = useRef<(now: V, before: V) => void>(() => undefined);
  const form = useForm<V>({
    initialValues: initial,
    validate: schemaResolver(schema, { sync: true }) as never,
    validateInputOnBlur: true,
    onValuesChange: (now, before) => changed.current(now, before),
  });
  // The form forgets a field's fault when the field changes; that of a list's member goes with the member.
  changed.current = (now, before) => {
    for (const path of Object.keys(form.errors))
      if (path.includes(".") && at(now, path) !== at(before, path)) form.clearFieldError(path);
  };
  const mutation = useMutation({
    mutationFn: (values: V) => {
      const body = JSON.stringify(values);
      if (sent.current.body !== body) sent.current = { body, key: crypto.randomUUID() };
      return save(values, sent.current.key);
    },
    onSuccess: (result) => {
      form.resetDirty();
      return saved(result);
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem) || error.fields.length === 0) return;
      form.setErrors(fieldErrors(error, form.getValues()));
      focusFirstError();
    },
  });
  const focusFirstError = useFocusOnError(formRef, mutation.isPending);
  const send = form.onSubmit((values) => mutation.mutate(values), focusFirstError);
  const words = (name: string, hint?: string) => {
    const meta = metaOf(shape[name]);
    return { label: meta?.title ?? name, description: hint ?? meta?.description };
  };
  const named = mutation.error instanceof ApiProblem && mutation.error.fields.length > 0;
  return {
    form,
    formRef,
    field: (name, hint) => {
      const input = form.getInputProps(name);
      return { ...words(name, hint), ...input, error: input.error ?? memberFault(form.errors, name), name };
    },
    tick: (name, hint) => ({ ...words(name, hint), ...form.getInputProps(name, { type: "checkbox" }), name }),
    submit: send,
    busy: mutation.isPending,
    problem: named ? undefined : mutation.error,
    retry: () => send(),
  };
}
