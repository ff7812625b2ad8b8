// Lines in, lines out. Everything from the network is put in as text.
const MAX_LINES = 400;
const MAX_HISTORY = 50;

export class Terminal {
  #log; #history = []; #at = 0;

  constructor(log, form, input, submit) {
    this.#log = log;
    form.addEventListener('submit', event => {
      event.preventDefault();
      const line = input.value.trim();
      if (!line) return;
      input.value = '';
      this.#history.push(line);
      if (this.#history.length > MAX_HISTORY) this.#history.shift();
      this.#at = this.#history.length;
      submit(line);
    });
    input.addEventListener('keydown', event => {
      if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
      event.preventDefault();
      this.#at = Math.max(0, Math.min(this.#history.length, this.#at + (event.key === 'ArrowUp' ? -1 : 1)));
      input.value = this.#history[this.#at] ?? '';
    });
  }

  print(text, kind = '') {
    const atEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 40;
    const line = document.createElement('p');
    line.textContent = text;
    line.className = kind;
    this.#log.append(line);
    while (this.#log.childElementCount > MAX_LINES) this.#log.firstElementChild.remove();
    if (atEnd) this.#log.scrollTop = this.#log.scrollHeight;
  }
}
