/** What is the least of what was put in comes out first. Both ways cost the logarithm of how much there is. */
export class Heap<T> {
  private readonly items: T[] = [];
  private readonly isBefore: (a: T, b: T) => boolean;

  constructor(isBefore: (a: T, b: T) => boolean) {
    this.isBefore = isBefore;
  }

  push(item: T): void {
    let at = this.items.length;
    this.items.push(item);
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = this.items[up] as T;
      if (!this.isBefore(item, parent)) break;
      this.items[at] = parent;
      at = up;
    }
    this.items[at] = item;
  }

  pop(): T | undefined {
    const least = this.items[0];
    const last = this.items.pop();
    if (last === undefined || this.items.length === 0) return least;
    let at = 0;
    for (;;) {
      const child = this.lesserChild(at);
      if (child === undefined || !this.isBefore(this.items[child] as T, last)) break;
      this.items[at] = this.items[child] as T;
      at = child;
    }
    this.items[at] = last;
    return least;
  }

  private lesserChild(at: number): number | undefined {
    const left = 2 * at + 1;
    if (left >= this.items.length) return undefined;
    const right = left + 1;
    return right < this.items.length && this.isBefore(this.items[right] as T, this.items[left] as T) ? right : left;
  }
}
