// Two halves open the phone: the PIN in the worker's head and the share that only the server gives.
import { type Box, randomBytes } from "./box";

export const ROUNDS = 600_000;
export const PIN_LENGTH = 6;
const INFO = new TextEncoder().encode("onedoor field phone: key of keys");

/** What stands on the phone so that the data key can be had again: a salt, and the data key under lock. */
export interface Locked {
  salt: Uint8Array<ArrayBuffer>;
  rounds: number;
  wrapped: Box;
}

/** The share as a key that this phone can use but nobody can read out of it. */
export function importShare(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
}

async function stretch(pin: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<ArrayBuffer> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, [
    "deriveBits",
  ]);
  return crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, key, 256);
}

async function keyOfKeys(pin: string, share: CryptoKey, salt: Uint8Array<ArrayBuffer>, rounds: number) {
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: await stretch(pin, salt, rounds), info: INFO },
    share,
    { name: "AES-GCM", length: 256 },
    false,
    ["wrapKey", "unwrapKey"],
  );
}

async function wrap(dataKey: CryptoKey, pin: string, share: CryptoKey, rounds: number): Promise<Locked> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const outer = await keyOfKeys(pin, share, salt, rounds);
  const data = await crypto.subtle.wrapKey("raw", dataKey, outer, { name: "AES-GCM", iv });
  return { salt, rounds, wrapped: { iv, data } };
}

async function unwrap(locked: Locked, pin: string, share: CryptoKey, extractable: boolean) {
  const outer = await keyOfKeys(pin, share, locked.salt, locked.rounds);
  return crypto.subtle.unwrapKey(
    "raw",
    locked.wrapped.data,
    outer,
    { name: "AES-GCM", iv: locked.wrapped.iv },
    { name: "AES-GCM", length: 256 },
    extractable,
    ["encrypt", "decrypt"],
  );
}

/** A new data key, at once under lock; the one given back cannot be read out. */
export async function makeLocked(pin: string, share: CryptoKey, rounds = ROUNDS) {
  const dataKey = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, [
    "encrypt",
    "decrypt",
  ]);
  const locked = await wrap(dataKey, pin, share, rounds);
  return { locked, dataKey: await unwrap(locked, pin, share, false) };
}

/** The data key, or nothing when the PIN or the share is a wrong one. */
export async function unlock(locked: Locked, pin: string, share: CryptoKey): Promise<CryptoKey | null> {
  try {
    return await unwrap(locked, pin, share, false);
  } catch {
    return null;
  }
}

/** The same data key under another PIN, or another share; nothing that lies on the phone has to be closed anew. */
export async function changePin(locked: Locked, old: string, fresh: string, share: CryptoKey, next = share) {
  try {
    const dataKey = await unwrap(locked, old, share, true);
    return await wrap(dataKey, fresh, next, locked.rounds);
  } catch {
    return null;
  }
}

/** Figures drawn on the keys, and numbers that sound like words: on every list of what people choose. */
const COMMON = new Set(
  (
    "147258 258369 369258 258147 147369 963852 852741 741852 159357 357159 159753 753159 951753 147852 " +
    "521521 520131 131452 131420 201314 520184 584520 168168 518518 168888 666888 888666 110120 119120 " +
    "123321 654321 135790 246810 102030 142536 789456 456789 123789 987321 112358 314159 100200 121314"
  ).split(" "),
);

/** A birthday or an anniversary: 19900101, 900101, 010190 and 199001 are among the first that are tried. */
function isDay(pin: string): boolean {
  const [a, b, c] = [0, 2, 4].map((at) => Number(pin.slice(at, at + 2))) as [number, number, number];
  const month = (n: number) => n >= 1 && n <= 12;
  const day = (n: number) => n >= 1 && n <= 31;
  const year = Number(pin.slice(0, 4));
  const young = year >= 1930 && year <= 2039;
  return (young && month(c)) || (month(b) && day(c)) || (day(a) && month(b) && c >= 30) || (month(a) && day(b) && c >= 30);
}

/** PINs that a stranger would try first. */
export function weakPin(pin: string): boolean {
  const digits = Array.from(pin, Number);
  const steps = digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10);
  const isRun = new Set(steps).size === 1;
  const repeats = pin.slice(0, 3) === pin.slice(3) || pin === pin.slice(0, 2).repeat(3);
  const few = new Set(digits).size <= 2;
  const pairs = digits.every((digit, n) => digit === digits[n - (n % 2)]);
  const mirrored = pin === [...pin].reverse().join("");
  return isRun || repeats || few || pairs || mirrored || COMMON.has(pin) || isDay(pin);
}
