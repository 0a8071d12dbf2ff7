// Closes and opens boxes: the only form in which anything of the work lies on the phone.

export interface Box {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

const utf8 = new TextEncoder();
const text = new TextDecoder();

export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** A random UUID; `crypto.randomUUID` is younger than the phones that are in use. */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = hexOf(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The id goes in as well: a box put under another id does not open. */
export async function closeBytes(key: CryptoKey, id: string, bytes: BufferSource): Promise<Box> {
  const iv = randomBytes(12);
  const data = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: utf8.encode(id) },
    key,
    bytes,
  );
  return { iv, data };
}

export function openBytes(key: CryptoKey, id: string, box: Box): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt(
    { name: "AES-GCM", iv: box.iv, additionalData: utf8.encode(id) },
    key,
    box.data,
  );
}

export function closeJson(key: CryptoKey, id: string, value: unknown): Promise<Box> {
  return closeBytes(key, id, utf8.encode(JSON.stringify(value)));
}

export async function openJson<T>(key: CryptoKey, id: string, box: Box): Promise<T> {
  return JSON.parse(text.decode(await openBytes(key, id, box))) as T;
}

export async function sha256(bytes: ArrayBuffer): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

export function fromBase64(words: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(words), (letter) => letter.charCodeAt(0));
}
