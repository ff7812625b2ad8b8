// The player's preferences: kept by the browser, and applied to the page.

const KEY = 'actors-settings';
const CHOICES = { sound: ['on', 'quiet', 'off'], contrast: ['normal', 'high'], text: ['small', 'medium', 'large', 'huge'], motion: ['full', 'calm'] };
export const TEXT_SIZES = { small: 0.88, medium: 1, large: 1.2, huge: 1.45 };
export const VOLUMES = { on: 1, quiet: 0.35, off: 0 };

export class Settings {
  #memory; #values; #listeners = [];

  /** @param memory `{ get(key), set(key, text) }` @param prefers whether the system has that preference: `query => boolean` */
  constructor(memory, prefers = () => false) {
    this.#memory = memory;
    this.#values = { sound: 'on', text: 'medium', contrast: prefers('(prefers-contrast: more)') ? 'high' : 'normal', motion: prefers('(prefers-reduced-motion: reduce)') ? 'calm' : 'full', ...known(memory.get(KEY)) };
  }

  get values() { return this.#values; }

  set(name, value) {
    if (!CHOICES[name]?.includes(value)) return;
    this.#values = { ...this.#values, [name]: value };
    this.#memory.set(KEY, JSON.stringify(this.#values));
    for (const listener of this.#listeners) listener(this.#values);
  }

  /** Called now, and with each change. */
  watch(listener) {
    this.#listeners.push(listener);
    listener(this.#values);
  }
}

/** The kept settings that are still one of the choices. */
function known(text) {
  try {
    return Object.fromEntries(Object.entries(JSON.parse(text ?? '{}')).filter(([name, value]) => CHOICES[name]?.includes(value)));
  } catch {
    return {};
  }
}

/** The dialog, whose fields are named as the settings are. @param rename receives a new name */
export function openSettings(settings, name, rename) {
  const dialog = document.getElementById('settings-dialog'), form = document.getElementById('settings-form');
  for (const [field, value] of Object.entries(settings.values)) form.elements[field].value = value;
  form.elements.name.value = name;
  form.oninput = ({ target }) => settings.set(target.name, target.value);
  const take = () => { const wished = form.elements.name.value.trim(); if (wished && wished !== name) rename(wished); name = wished; };
  document.getElementById('rename').onclick = take;
  form.elements.name.onkeydown = event => { if (event.key === 'Enter') { event.preventDefault(); take(); } };
  dialog.showModal();
}
