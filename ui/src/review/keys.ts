/** Which key does what. Letters count by what they write on a Latin layout and by where they lie on any other, so that an Arabic one works too. Pure. */

export const FIELD_COMMANDS = ["type", "place", "time", "sides", "toll", "status"] as const;
export type FieldCommand = (typeof FIELD_COMMANDS)[number];
export const ACTION_COMMANDS = ["accept", "reject", "merge", "split", "undo"] as const;
export const MOVE_COMMANDS = ["next", "previous", "reason", "open", "filter", "help"] as const;
export type Command = FieldCommand | (typeof ACTION_COMMANDS)[number] | (typeof MOVE_COMMANDS)[number];

/** The key of each command, as it is written on the button. */
export const KEYS: Readonly<Record<Command, string>> = {
  type: "1", place: "2", time: "3", sides: "4", toll: "5", status: "6",
  accept: "A", reject: "R", merge: "M", split: "S", undo: "Z",
  next: "J", previous: "K", reason: "N", open: "O", filter: "/", help: "?",
};
const COMMANDS = new Map(Object.entries(KEYS).map(([command, key]) => [key, command as Command]));

/** What of a pressed key is looked at. */
export interface Pressed {
  key: string;
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** True while a key is held down. */
  repeat: boolean;
}
/** What a key that is held down does again and again; of the rest one must be meant, since the next event is there before it was read. */
const REPEATED: readonly (Command | null)[] = ["next", "previous"];

/** The command of a pressed key, null for none. */
export function commandOf(pressed: Pressed): Command | null {
  const command = named(pressed);
  return pressed.repeat && !REPEATED.includes(command) ? null : command;
}

function named(pressed: Pressed): Command | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  if (pressed.key === "?" || pressed.key === "\u061f" || (pressed.code === "Slash" && pressed.shiftKey)) return "help";
  if (pressed.code === "Slash" || pressed.key === "/") return "filter";
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(pressed.code)?.[1];
  if (digit) return pressed.shiftKey ? null : (COMMANDS.get(digit) ?? null);
  const letter = /^[a-z]$/i.test(pressed.key) ? pressed.key.toUpperCase() : (/^Key([A-Z])$/.exec(pressed.code)?.[1] ?? "");
  return letter ? (COMMANDS.get(letter) ?? null) : null;
}

/** True where letters are being written, and are not to be taken for commands. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit", "range"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
