/** The product with one guard taken out, each in its own words: what is removed, and what it would have let through. */
export interface Mutant {
  name: string;
  file: string;
  find: string;
  replace: string;
  /** A world in which it shows, where few do: it is looked at first. */
  seed?: number;
}
