// Sounds, made of oscillators and noise when they are wanted, so there is nothing to load. Browsers let a page make sounds only once it was touched.

/** `[kind, from, to, seconds, volume, delay]`: a tone that glides from one frequency to another, or noise through a filter that does. */
const SOUNDS = {
  step: [['noise', 500, 260, 0.05, 0.05]],
  swing: [['noise', 900, 2600, 0.12, 0.16]],
  hit: [['square', 170, 60, 0.12, 0.16], ['noise', 1500, 300, 0.1, 0.22]],
  hurt: [['sawtooth', 240, 90, 0.22, 0.18], ['noise', 900, 200, 0.16, 0.2]],
  died: [['triangle', 330, 60, 0.8, 0.22], ['sawtooth', 160, 40, 0.7, 0.1, 0.1]],
  fell: [['triangle', 300, 90, 0.25, 0.12]],
  revived: [['sine', 330, 330, 0.12, 0.14], ['sine', 440, 440, 0.12, 0.14, 0.12], ['sine', 660, 660, 0.3, 0.14, 0.24]],
  healed: [['sine', 520, 780, 0.2, 0.14]],
  taken: [['triangle', 520, 880, 0.1, 0.16], ['triangle', 880, 1180, 0.1, 0.12, 0.07]],
  laid: [['triangle', 420, 200, 0.12, 0.14]],
  wood: [['noise', 700, 250, 0.09, 0.3], ['triangle', 180, 110, 0.1, 0.2]],
  stone: [['noise', 2600, 1200, 0.06, 0.25], ['square', 900, 700, 0.04, 0.06]],
  food: [['noise', 1200, 500, 0.07, 0.2], ['sine', 600, 760, 0.08, 0.1, 0.03]],
  gold: [['sine', 1250, 1250, 0.09, 0.12], ['sine', 1660, 1660, 0.22, 0.12, 0.06]],
  fire: [['noise', 2400, 500, 0.16, 0.2], ['sawtooth', 700, 240, 0.14, 0.07]],
  landed: [['noise', 800, 200, 0.12, 0.16]],
  said: [['sine', 620, 740, 0.08, 0.08]],
  whispered: [['sine', 520, 440, 0.12, 0.1]],
  exit: [['noise', 300, 1400, 0.28, 0.12], ['sine', 260, 390, 0.24, 0.08]],
  refused: [['square', 190, 150, 0.14, 0.07]],
};
/** The least milliseconds between two of the same sound. */
const LEAST_APART_MS = 60;
/** The distance in units from which nothing is heard. */
const EARSHOT = 22;

export class Sound {
  #context = null; #noise = null; #last = new Map();
  /** 0 is off. */
  volume = 1;

  /** Called when the player touches something; before that a browser does not let a page make sounds. */
  wake() {
    if (this.volume === 0 || this.#context) { this.#context?.resume?.(); return; }
    const Context = globalThis.AudioContext;
    if (!Context) return;
    this.#context = new Context();
    this.#noise = this.#context.createBuffer(1, this.#context.sampleRate, this.#context.sampleRate);
    const samples = this.#noise.getChannelData(0);
    for (let at = 0; at < samples.length; at++) samples[at] = Math.random() * 2 - 1;
  }

  /** @param far units away */
  play(name, far = 0) {
    const context = this.#context, now = performance.now(), near = 1 - far / EARSHOT;
    if (!context || context.state !== 'running' || this.volume === 0 || near <= 0 || !SOUNDS[name] || now - (this.#last.get(name) ?? -Infinity) < LEAST_APART_MS) return;
    this.#last.set(name, now);
    for (const [kind, from, to, seconds, volume, delay = 0] of SOUNDS[name]) this.#part(context, kind, from, to, seconds, volume * near * this.volume, context.currentTime + delay);
  }

  #part(context, kind, from, to, seconds, volume, at) {
    const gain = context.createGain(), end = at + seconds;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(volume, at + 0.008);
    gain.gain.exponentialRampToValueAtTime(0.0001, end);
    gain.connect(context.destination);
    const source = kind === 'noise' ? context.createBufferSource() : context.createOscillator();
    if (kind === 'noise') {
      const filter = context.createBiquadFilter();
      source.buffer = this.#noise;
      source.loop = true;
      filter.type = 'bandpass';
      filter.Q.value = 0.9;
      glide(filter.frequency, from, to, at, end);
      source.connect(filter).connect(gain);
    } else {
      source.type = kind;
      glide(source.frequency, from, to, at, end);
      source.connect(gain);
    }
    source.start(at);
    source.stop(end + 0.02);
    source.onended = () => gain.disconnect();
  }
}

function glide(parameter, from, to, at, end) {
  parameter.setValueAtTime(from, at);
  parameter.exponentialRampToValueAtTime(to, end);
}

/** The name of the sound of a change of the scene; null: it has none. */
export function soundOf(change, picture) {
  const me = picture?.me, isMine = change.id !== undefined && change.of === 'players' && change.id === me?.id;
  switch (change.kind) {
    case 'hurt': return isMine ? 'hurt' : 'hit';
    case 'died': return isMine ? 'died' : 'fell';
    case 'gathered': return picture.room.nodes[change.index]?.resource ?? null;
    case 'shot': return 'fire';
    case 'revived': case 'healed': case 'taken': case 'laid': case 'landed': return change.kind;
    case 'entered': return 'exit';
    case 'event:swung': return 'swing';
    case 'event:said': case 'event:emoted': case 'event:shouted': case 'event:global': return change.isMine ? null : 'said';
    case 'event:whispered': return change.isMine ? null : 'whispered';
    default: return null;
  }
}
