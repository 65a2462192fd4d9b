/**
 * What was found last time, by which something is read early: a round trip less where it is the same again. Nothing is ever
 * decided by it. What was used longest ago is forgotten first.
 */
export class Hints<T> {
  private readonly known = new Map<string, T>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  get(name: string): T | undefined {
    return this.known.get(name);
  }

  keep(name: string, found: T): void {
    this.known.delete(name);
    this.known.set(name, found);
    const [oldest] = this.known.keys();
    if (this.known.size > this.most && oldest !== undefined) this.known.delete(oldest);
  }
}
