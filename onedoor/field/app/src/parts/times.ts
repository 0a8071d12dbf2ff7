// Moments and limits in the words of the people who read them.

const two = (number: number) => String(number).padStart(2, "0");

export function clock(iso: string): string {
  const when = new Date(iso);
  return Number.isNaN(when.getTime()) ? "" : `${two(when.getHours())}:${two(when.getMinutes())}`;
}

export function day(iso: string): string {
  const when = new Date(iso);
  return Number.isNaN(when.getTime()) ? iso : `${when.getMonth() + 1}月${when.getDate()}日`;
}

export function moment(iso: string, now = new Date()): string {
  const when = new Date(iso);
  const today = when.toDateString() === now.toDateString();
  return today ? clock(iso) : `${day(iso)} ${clock(iso)}`;
}

export interface Limit {
  words: string;
  tone: "late" | "near" | "ok";
}

/** Counted from the server's time: `skew` is how far this phone's clock is ahead of it. */
export function limit(due: string | null | undefined, skew = 0, now = Date.now()): Limit | null {
  if (!due) return null;
  const left = Date.parse(due) - (now - skew);
  if (Number.isNaN(left)) return null;
  const days = Math.floor(Math.abs(left) / 86_400_000);
  const hours = Math.floor(Math.abs(left) / 3_600_000);
  const size = days >= 1 ? `${days}天` : hours >= 1 ? `${hours}小时` : "不到1小时";
  if (left < 0) return { words: `已超${size}`, tone: "late" };
  return { words: `还有${size}`, tone: left < 86_400_000 ? "near" : "ok" };
}
