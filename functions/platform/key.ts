/** Where an item of the table stands. */
export interface Key {
  pk: string;
  sk: string;
}

export const key = (pk: string, sk: string): Key => ({ pk, sk });
