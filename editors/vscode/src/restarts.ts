// How often a server that ends by itself is started again.

/** So many times within `WITHIN` milliseconds, and no more. */
const TIMES = 4;
const WITHIN = 3 * 60 * 1000;

export class Restarts {
  private past: number[] = [];

  /** Whether to start it once more at `now` (milliseconds). */
  mayRestart(now: number): boolean {
    this.past = this.past.filter((then) => now - then < WITHIN);
    if (this.past.length >= TIMES) {
      return false;
    }
    this.past.push(now);
    return true;
  }
}
