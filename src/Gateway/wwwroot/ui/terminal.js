// Lines in, lines out. Everything from the network is put in as text.
const MAX_LINES = 400;
const MAX_HISTORY = 50;

export class Terminal {
  #log; #input; #list; #history = []; #at = 0; #draft = ''; #chosen = -1; #suggestions = []; #submit;
  /** What the line may become: `line => [{ line, hint }]`. */
  complete = () => [];

  constructor({ log, form, input, list }, submit) {
    [this.#log, this.#input, this.#list, this.#submit] = [log, input, list, submit];
    form.addEventListener('submit', event => { event.preventDefault(); this.#enter(); });
    input.addEventListener('keydown', event => this.#key(event));
    input.addEventListener('input', () => { this.#at = this.#history.length; this.#suggest(); });
    input.addEventListener('blur', () => this.#show([]));
    // Not on click: by then the input has lost the focus, and the list is gone.
    list.addEventListener('pointerdown', event => {
      event.preventDefault();
      const entry = event.target.closest('li');
      if (entry) this.#take(Number(entry.id.slice('suggestion-'.length)));
    });
  }

  print(text, kind = '') {
    const atEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 40;
    const line = document.createElement('p');
    line.textContent = text;
    line.className = kind;
    this.#log.append(line);
    while (this.#log.childElementCount > MAX_LINES) this.#log.firstElementChild.remove();
    if (atEnd) this.toEnd();
  }

  toEnd() { this.#log.scrollTop = this.#log.scrollHeight; }

  /** Begins a line for the player. */
  begin(text) {
    this.#input.value = text;
    this.#input.focus();
    this.#suggest();
  }

  #enter() {
    const line = this.#input.value.trim();
    this.#show([]);
    if (!line) return;
    this.#input.value = '';
    if (this.#history.at(-1) !== line) this.#history.push(line);
    if (this.#history.length > MAX_HISTORY) this.#history.shift();
    this.#at = this.#history.length;
    this.#submit(line);
  }

  #key(event) {
    const up = event.key === 'ArrowUp', down = event.key === 'ArrowDown';
    if (event.key === 'Tab' && !event.shiftKey && this.#suggestions.length) {
      event.preventDefault();
      this.#take(Math.max(0, this.#chosen));
    } else if (event.key === 'Enter' && this.#chosen >= 0) {
      event.preventDefault();
      this.#take(this.#chosen);
    } else if (event.key === 'Escape' && this.#suggestions.length) {
      event.stopPropagation();
      this.#show([]);
    } else if ((up || down) && this.#suggestions.length && this.#at === this.#history.length) {
      event.preventDefault();
      // The first suggestion is nearest the line; above the last, none is chosen.
      const count = this.#suggestions.length + 1;
      this.#choose((this.#chosen + 1 + (up ? 1 : count - 1)) % count - 1);
    } else if (up || down) {
      event.preventDefault();
      if (this.#at === this.#history.length) this.#draft = this.#input.value;
      this.#at = Math.max(0, Math.min(this.#history.length, this.#at + (up ? -1 : 1)));
      this.#input.value = this.#history[this.#at] ?? this.#draft;
      this.#show([]);
    }
  }

  #take(index) {
    this.#input.value = this.#suggestions[index].line;
    this.#suggest();
  }

  #suggest() { this.#show(this.complete(this.#input.value)); }

  #show(suggestions) {
    this.#suggestions = suggestions;
    this.#list.replaceChildren(...suggestions.map(({ line, hint }, index) => {
      const entry = Object.assign(document.createElement('li'), { id: `suggestion-${index}`, textContent: line });
      entry.setAttribute('role', 'option');
      if (hint) entry.append(Object.assign(document.createElement('small'), { textContent: hint }));
      return entry;
    }).reverse());
    this.#list.hidden = suggestions.length === 0;
    this.#input.setAttribute('aria-expanded', String(suggestions.length > 0));
    this.#choose(-1);
  }

  #choose(index) {
    this.#chosen = index;
    for (const entry of this.#list.children) entry.setAttribute('aria-selected', String(entry.id === `suggestion-${index}`));
    if (index >= 0) this.#input.setAttribute('aria-activedescendant', `suggestion-${index}`);
    else this.#input.removeAttribute('aria-activedescendant');
  }
}
