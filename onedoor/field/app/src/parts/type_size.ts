// 大字 — the one thing kept openly on the phone: how large the letters are.

const NAME = "type";

export function isLarge(): boolean {
  return localStorage.getItem(NAME) === "large";
}

export function setLarge(large: boolean): void {
  localStorage.setItem(NAME, large ? "large" : "normal");
  showSize();
}

export function showSize(): void {
  document.documentElement.dataset.type = isLarge() ? "large" : "normal";
}
