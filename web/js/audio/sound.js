// The sound of a session from any moment on, as if it were one file: fetched in pieces, the next one before it is needed. The pitch stays
// at every speed. Times are milliseconds of session time.
import { ApiError, toError } from "../net/api.js";
import { CHUNK_MS, chunkOf, span, spare, within } from "../state/sound.js";

/** @typedef {{onTime: (ms: number) => void, onState: () => void, onTrouble: (error: ApiError) => void}} Listener */

export class Sound {
  /** @param {string} base the session's address @param {Listener} listener `onTime`: once for each picture while it plays, and after each jump */
  constructor(base, listener) {
    this.base = base;
    this.listener = listener;
    this.durationMs = 0;
    this.ms = 0;
    this.rate = 1;
    this.isPlaying = false;
    /** Playing ends here; null: at the end of the session. @type {number | null} */
    this.until = null;
    /** @type {Map<number, Promise<string>>} */
    this.pieces = new Map();
    this.players = [new Audio(), new Audio()];
    this.playing = 0;
    this.chunk = -1;
    this.turn = 0;
    for (const player of this.players) {
      player.preload = "auto";
      player.addEventListener("ended", () => this.ended(player));
    }
  }

  get player() {
    return this.players[this.playing];
  }

  /** The session has become longer. Its last piece is fetched anew. @param {number} ms */
  setDuration(ms) {
    if (ms <= this.durationMs) return;
    this.forget(chunkOf(Math.max(0, this.durationMs - 1)));
    this.durationMs = ms;
  }

  /** Plays from a moment on, perhaps only up to another one. @param {number} [ms] @param {number | null} [until] */
  play(ms = this.ms, until = null) {
    this.until = until;
    this.ms = within(ms >= this.durationMs ? 0 : ms, this.durationMs);
    this.set(true);
    this.begin();
  }

  pause() {
    this.turn += 1;
    this.player.pause();
    this.set(false);
  }

  toggle() {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  /** Goes to a moment; plays on where it played. @param {number} ms */
  seek(ms) {
    this.ms = within(ms, this.durationMs);
    this.until = null;
    this.listener.onTime(this.ms);
    if (this.isPlaying) this.begin();
  }

  /** @param {number} rate */
  setRate(rate) {
    this.rate = rate;
    for (const player of this.players) player.playbackRate = rate;
  }

  /** @param {boolean} isPlaying */
  set(isPlaying) {
    if (this.isPlaying === isPlaying) return;
    this.isPlaying = isPlaying;
    this.listener.onState();
    if (isPlaying) requestAnimationFrame(() => this.tick());
  }

  /** Starts the piece that holds the moment. */
  async begin() {
    const turn = ++this.turn;
    const chunk = chunkOf(this.ms);
    try {
      if (chunk !== this.chunk || !this.player.src) {
        this.player.pause();
        this.chunk = -1;
        const address = await this.piece(chunk);
        if (turn !== this.turn) return;
        this.player.src = address;
        this.chunk = chunk;
      }
      this.player.currentTime = (this.ms - chunk * CHUNK_MS) / 1000;
      this.player.defaultPlaybackRate = this.rate;
      this.player.playbackRate = this.rate;
      await this.player.play();
      if (turn === this.turn) this.prepare(chunk + 1);
    } catch (error) {
      if (turn !== this.turn || (error instanceof DOMException && error.name === "AbortError")) return;
      this.set(false);
      this.listener.onTrouble(error instanceof ApiError ? error : new ApiError("no_sound", ""));
    }
  }

  /** The next piece waits in the other player. @param {number} chunk */
  prepare(chunk) {
    if (!span(chunk, this.durationMs)) return;
    const other = this.players[1 - this.playing];
    this.piece(chunk).then((address) => {
      if (other === this.player || other.src === address) return;
      other.src = address;
      other.dataset.chunk = String(chunk);
    }, () => {}); // it is asked for again when its turn comes, and then its failure is told
  }

  /** @param {HTMLAudioElement} player */
  ended(player) {
    if (player !== this.player || !this.isPlaying) return;
    const next = this.chunk + 1;
    this.ms = next * CHUNK_MS;
    if (!span(next, this.durationMs)) {
      this.ms = this.durationMs;
      this.set(false);
      this.listener.onTime(this.ms);
      return;
    }
    const other = this.players[1 - this.playing];
    this.playing = 1 - this.playing;
    this.chunk = other.dataset.chunk === String(next) ? next : -1;
    this.begin();
  }

  tick() {
    if (!this.isPlaying) return;
    if (this.chunk >= 0 && !this.player.paused && !this.player.seeking) {
      this.ms = this.chunk * CHUNK_MS + this.player.currentTime * 1000;
      this.listener.onTime(this.ms);
    }
    if (this.until !== null && this.ms >= this.until) this.pause();
    else requestAnimationFrame(() => this.tick());
  }

  /** The address of a piece in memory. @param {number} chunk @returns {Promise<string>} */
  piece(chunk) {
    const known = this.pieces.get(chunk);
    if (known) return known;
    const asked = this.fetched(chunk);
    this.pieces.set(chunk, asked);
    asked.catch(() => this.pieces.delete(chunk));
    for (const each of spare([...this.pieces.keys()], chunk)) this.forget(each);
    return asked;
  }

  /** @param {number} chunk */
  async fetched(chunk) {
    const wanted = span(chunk, this.durationMs);
    if (!wanted) throw new ApiError("not_found", "");
    const answer = await fetch(`${this.base}/sound?from_ms=${Math.floor(wanted.fromMs)}&to_ms=${Math.ceil(wanted.toMs)}`, { credentials: "same-origin" });
    if (!answer.ok) throw toError(await answer.json().catch(() => null), answer.status);
    return URL.createObjectURL(await answer.blob());
  }

  /** @param {number} chunk */
  forget(chunk) {
    const known = this.pieces.get(chunk);
    if (!known || chunk === this.chunk) return;
    this.pieces.delete(chunk);
    known.then((address) => URL.revokeObjectURL(address), () => {});
  }
}
