// 六位口令 — large keys on the screen, and a field for whoever has a keyboard or a screen reader.
import { useState } from "preact/hooks";
import { PIN_LENGTH } from "../keys/keys";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "退格", "0"];

/** `onFull` is told as soon as six digits stand; the field is empty again afterwards. */
export function Pin(props: { label: string; busy?: boolean; onFull: (pin: string) => void }) {
  const [pin, set] = useState("");
  const take = (digits: string) => {
    const clean = digits.replace(/\D/g, "").slice(0, PIN_LENGTH);
    if (clean.length < PIN_LENGTH) return set(clean);
    set("");
    props.onFull(clean);
  };
  const press = (key: string) => take(key === "退格" ? pin.slice(0, -1) : pin + key);
  return (
    <div class="pin">
      <label for="pin">{props.label}</label>
      <input
        id="pin"
        class="hidden-digits"
        type="text"
        inputMode="none"
        // Nothing that a browser offers to keep: it would lie there beside what it locks.
        autocomplete="one-time-code"
        spellcheck={false}
        maxLength={PIN_LENGTH}
        value={pin}
        disabled={props.busy}
        onInput={(event) => take(event.currentTarget.value)}
      />
      <div class="keys">
        {KEYS.map((key) => (
          <button key={key} type="button" class="key" disabled={props.busy} onClick={() => press(key)}>
            {key}
          </button>
        ))}
      </div>
    </div>
  );
}
