// What this browser must be able to do, and the words for a worker whose browser cannot.

export interface Lack {
  words: string;
  help: string;
}

/** Without these the app cannot keep anything safe: it does not start. */
export function missing(): Lack[] {
  const lacks: Lack[] = [];
  if (!window.isSecureContext || !crypto.subtle) {
    lacks.push({
      words: "这个网址不是加密网址（https），本机不能给内容上锁。",
      help: "请用单位给的 https 网址打开。",
    });
  }
  if (typeof indexedDB === "undefined") {
    lacks.push({ words: "这个浏览器不让网页存东西。", help: "请关掉“无痕浏览”，或换手机自带的浏览器。" });
  }
  return lacks;
}

/** Without these something is left out; the app says what. */
export function lesser(): string[] {
  const words: string[] = [];
  if (!("serviceWorker" in navigator)) {
    words.push("这个窗口里不能离线打开。请点右上角“…”，选“在浏览器打开”，再登录一次。");
  }
  if (!navigator.geolocation) words.push("这个浏览器不能读位置：请在地图上选，或者写地址。");
  if (typeof MediaRecorder === "undefined") words.push("这个浏览器不能录音：请打字，或者拍照。");
  return words;
}

export async function isKept(): Promise<boolean> {
  return (await navigator.storage?.persisted?.()) ?? false;
}

/** Asks the browser not to clear this app away when the phone runs full. */
export async function askToKeep(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false;
}

const MARK = "field_phone";

/** A cookie outlives the browser's clearing of storage: it tells a cleared phone from a new one. It holds no secret. */
export function markEnrolled(): void {
  document.cookie = `${MARK}=1; path=/field/; max-age=34560000; samesite=lax`;
}

export function wasEnrolled(): boolean {
  return document.cookie.split("; ").includes(`${MARK}=1`);
}

export function forgetMark(): void {
  document.cookie = `${MARK}=; path=/field/; max-age=0; samesite=lax`;
}
