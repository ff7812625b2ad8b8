// The commands that wait for their answers: each gets exactly one, whatever happens to the connection. The server executes an id once, however often it is
// sent: commands that were unanswered when a connection broke are sent again, in order, and get the answer of the first time. Commands that can never succeed
// are refused here, and commands on which a server closed the connection are not sent again.
import { isText } from './text.js';

const MAX_UNANSWERED = 32;
const MAX_LENGTH = 2000;
const ASK_AGAIN_MS = 10_000;
// Longer than a server waits for a room that is out of reach.
const GIVE_UP_MS = 90_000;
const MAX_CONNECTIONS = 5;

// A command's state that starts anew on each connection: when it was last sent, when first, and whether a later one was answered before it.
const UNSENT = { sentAt: null, since: null, isPassedOver: false };

export class Commands {
  #waiting = []; #next = null; #player = null; #isOpen = false; #send; #now;

  /** @param send sends a command; false if the pace does not allow it yet. `flush` is called when it does */
  constructor(send, now) {
    this.#send = send;
    this.#now = now;
  }

  /** @param asked a line, or `{ verb, args }` */
  ask(asked) {
    const { refusal: wrong, what } = read(asked), refusal = wrong ?? (this.#waiting.length >= MAX_UNANSWERED ? refused('rate_limited', 'Too many commands wait for their answers.') : null);
    if (refusal) return Promise.resolve(refusal);
    return new Promise(resolve => {
      // The first number is not known before the first welcome.
      this.#waiting.push({ id: this.#next === null ? null : this.#next++, what, resolve, connections: 0, ...UNSENT });
      this.flush();
    });
  }

  welcomed(player, lastCommand) {
    if (this.#player !== null && this.#player !== player) {
      this.end('unavailable', 'The server does not know you any more: you are somebody new.');
      this.#next = null;
    }
    this.#player = player;
    this.#next = Math.max(this.#next ?? 1, lastCommand + 1);
    for (const asked of this.#waiting) asked.id ??= this.#next++;
    this.#isOpen = true;
    this.#refuse(asked => asked.connections >= MAX_CONNECTIONS, `The connection was lost ${MAX_CONNECTIONS} times before this was answered; whether it was done is not known.`);
    this.flush();
  }

  /** Sends what has not been sent on this connection, in order, as far as the pace allows. */
  flush() {
    if (!this.#isOpen) return;
    for (const asked of this.#waiting) {
      if (asked.sentAt !== null) continue;
      if (!this.#send(asked.id, asked.what)) return;
      asked.sentAt = this.#now();
      if (asked.since === null) {
        asked.since = asked.sentAt;
        asked.connections++;
      }
    }
  }

  answered(result) {
    const index = this.#waiting.findIndex(asked => asked.id === result.id);
    if (index < 0) return;
    const [answered] = this.#waiting.splice(index, 1);
    for (const older of this.#waiting.slice(0, index)) older.isPassedOver = true;
    answered.resolve(result);
  }

  /** Called once a second while the connection is open. */
  checkOverdue() {
    const now = this.#now(), isOverdue = asked => asked.sentAt !== null && now - asked.sentAt >= ASK_AGAIN_MS;
    // An id below one that was executed counts as executed, so it cannot be sent again.
    this.#refuse(asked => isOverdue(asked) && (asked.isPassedOver || now - asked.since >= GIVE_UP_MS), 'The server does not answer this; whether it was done is not known.');
    for (const asked of this.#waiting) if (isOverdue(asked)) asked.sentAt = null;
    this.flush();
  }

  /** @param isRefusal the server may have closed the connection because of a command that was sent on it */
  lost(isRefusal, reason) {
    this.#isOpen = false;
    if (isRefusal) this.#refuse(asked => asked.since !== null, `The server closed the connection on this, or on what was sent beside it (${reason}); whether it was done is not known.`);
    for (const asked of this.#waiting) Object.assign(asked, UNSENT);
  }

  end(code, text) {
    this.#isOpen = false;
    for (const { resolve } of this.#waiting.splice(0)) resolve(refused(code, text));
  }

  #refuse(which, text) {
    const out = this.#waiting.filter(which);
    this.#waiting = this.#waiting.filter(asked => !out.includes(asked));
    for (const { resolve } of out) resolve(refused('unavailable', text));
  }
}

export const refused = (code, text) => ({ type: 'result', ok: false, code, text });

/** The message to send, or why it is refused. */
function read(asked) {
  if (typeof asked === 'string') {
    if (asked.length > MAX_LENGTH) return { refusal: refused('text_too_long', `A line has at most ${MAX_LENGTH} characters.`) };
    return isText(asked) ? { what: { line: asked } } : { refusal: refused('bad_message', 'A command is text, and this has half a character in it.') };
  }
  const verb = asked?.verb, args = asked?.args ?? undefined;
  if (typeof verb !== 'string' || !isText(verb)) return { refusal: refused('bad_message', 'A command is a line of text, or a verb with its args.') };
  if (args === undefined) return { what: { verb } };
  const json = jsonOf(args);
  if (json === null) return { refusal: refused('bad_argument', 'The args of a command are an object of texts, numbers, flags, lists and objects.') };
  if (json.length > MAX_LENGTH) return { refusal: refused('text_too_long', `Args have at most ${MAX_LENGTH} characters as JSON.`) };
  // The arguments as they are now, also when they are sent again.
  return { what: { verb, args: JSON.parse(json) } };
}

function jsonOf(args) {
  if (typeof args !== 'object' || Array.isArray(args)) return null;
  try {
    return JSON.stringify(args, (key, value) => {
      if (!isText(key) || (typeof value === 'string' && !isText(value))) throw new TypeError('Half a character.');
      return value;
    });
  } catch {
    return null;
  }
}
