import type { Key } from "./table.ts";

export const key = (pk: string, sk: string): Key => ({ pk, sk });
