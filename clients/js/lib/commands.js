// The commands that wait for their answers. An id is carried out by the server once, however often it is asked: what was unanswered when
// a line broke is asked again, in order, and gets the answer that it had.

const MAX_UNANSWERED = 32;

export class Commands {
  #waiting = []; #next = null; #player = null; #send;

  constructor(send) { this.#send = send; }

  ask(line) {
    if (this.#waiting.length >= MAX_UNANSWERED) return Promise.resolve(refused('rate_limited', 'Too many commands wait for their answers.'));
    return new Promise(resolve => {
      // Before the first welcome nobody knows from which number on.
      const asked = { id: this.#next === null ? null : this.#next++, line, resolve };
      this.#waiting.push(asked);
      if (asked.id !== null) this.#send(asked.id, line);
    });
  }

  welcomed(player, lastCommand) {
    if (this.#player !== null && this.#player !== player) {
      this.end('unavailable', 'The server does not know you any more: you are somebody new.');
      this.#next = null;
    }
    this.#player = player;
    this.#next = Math.max(this.#next ?? 1, lastCommand + 1);
    for (const asked of this.#waiting) {
      asked.id ??= this.#next++;
      this.#send(asked.id, asked.line);
    }
  }

  answered(result) {
    const index = this.#waiting.findIndex(asked => asked.id === result.id);
    if (index >= 0) this.#waiting.splice(index, 1)[0].resolve(result);
  }

  end(code, text) {
    for (const { resolve } of this.#waiting.splice(0)) resolve(refused(code, text));
  }
}

export const refused = (code, text) => ({ type: 'result', ok: false, code, text });
