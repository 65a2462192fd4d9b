/** Where an item of the table stands. */
export interface Key {
  pk: string;
  sk: string;
}

export const key = (pk: string, sk: string): Key => ({ pk, sk });

/** A key as one text, by which items and keys are found among others. */
export const keyName = ({ pk, sk }: Key): string => `${pk}\n${sk}`;
