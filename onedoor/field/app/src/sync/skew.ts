// The phone's clock and the server's: both are kept, a large difference is shown.

export const SHOWN = 5 * 60_000;

/** Milliseconds that the phone is ahead; the answer was written somewhere between asking and hearing. */
export function skewOf(asked: number, heard: number, server: string): number {
  const there = Date.parse(server);
  return Number.isNaN(there) ? 0 : Math.round((asked + heard) / 2 - there);
}

export function skewWords(skew: number): string {
  if (Math.abs(skew) < SHOWN) return "";
  const minutes = Math.round(Math.abs(skew) / 60_000);
  const size = minutes < 120 ? `${minutes}分钟` : `${Math.round(minutes / 60)}小时`;
  return `本机的钟${skew > 0 ? "快" : "慢"}了约${size}。期限按服务器的时间算，请把手机设成自动对时。`;
}

/** The phone's own time with its distance from Greenwich: the server keeps it beside its own. */
export function stamp(when = new Date()): string {
  const minutes = -when.getTimezoneOffset();
  const two = (number: number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const local = new Date(when.getTime() + minutes * 60_000).toISOString().slice(0, 23);
  return `${local}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
