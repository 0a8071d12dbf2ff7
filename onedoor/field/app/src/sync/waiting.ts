// How long to wait before the next try: 1,766 phones find the network again within the same minutes.

const FIRST = 2_000;
const MOST = 5 * 60_000;
/** After a network comes back, phones spread their first call over this time. */
export const SPREAD = 15_000;

/** Doubled after every failure, drawn at random between nothing and that; never sooner than the server asks. */
export function pause(failures: number, after = 0, random = Math.random): number {
  const most = Math.min(MOST, FIRST * 2 ** Math.max(0, failures - 1));
  return Math.max(after * 1000, 500 + random() * most);
}

export function spread(random = Math.random): number {
  return random() * SPREAD;
}
