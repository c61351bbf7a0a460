// The shapes of docs/protocol.md, for the type checker only. Times in milliseconds of session time, positions in samples at 16 kHz.

export interface Me { role: "public" | "delegation" | "chair" | "rapporteur" | "secretariat" | "interpreter"; delegation: string | null; name: string | null; time_zone: string; csrf: string; }
export interface Language { code: string; name: string; direction: "ltr" | "rtl"; }
export interface LanguageSource { code: string; name: string; status: "live" | "rough" | "missing"; engine: string; command: string; }
export interface LanguageStatus extends Language { status: "live" | "rough" | "missing"; sources: LanguageSource[]; command: string; interpreter: Interpreter | null; }
/** Who interprets a language now, since when (Unix milliseconds of the server's clock). */
export interface Interpreter { name: string; is_mine: boolean; since: number; }
/** One leg of a direction; `origin` says who measured or published its figure, "" for an assumed one. */
export interface Leg { engine: string; source: string; target: string; bleu: number; origin: string; }
export interface Direction { source: string; target: string; status: "live" | "rough" | "missing"; engine: string; via: string[]; command: string; bleu: number | null; origin: string; legs: Leg[]; }
/** Milliseconds: the first answer with the loading of the model, and a warm sentence; how terms are kept best, and the share (0 to 1) kept when it was tried out. */
export interface Warmth { engine: string; source: string; target: string; first_ms: number; sentence_ms: number | null; terms_by?: "letter_digit" | "code" | "aligned"; terms_kept?: number; }
/** What `models check` found of a direction at a moment (Unix milliseconds); `terms` from 0 to 1. */
export interface Check { source: string; target: string; engine: string; bleu: number; chrf: number; terms: number | null; sentence_ms: number; failed: number; at: number; }
export interface EngineHealth { name: string; is_ok: boolean; detail: string; directions: number; }
export interface LanguageMatrix { languages: Language[]; directions: Direction[]; engines: EngineHealth[]; warmth: Warmth[]; checks: Check[]; is_served: boolean; check_command: string; }
/** `name`: as it was entered; `called`: what the reader's language calls the country, where it is one. */
export interface Delegation { code: string; name: string; language: string; time_zone: string; called?: string; }
export interface FloorRequest { delegation: string; name: string; at_ms: number; }
export interface Stream { id: string; delegation: string | null; language: string; sounds_like: string | null; kind: "delegation" | "mixed"; is_live: boolean; is_heard: boolean; level: number | null; lag_ms: number | null; captions: "live" | "late" | "away"; source?: Source | null; }
/** How one of the server's own sources is; null for a browser's microphone, and for who doesn't run the session. */
export interface Source { kind: "device" | "stream" | "file"; name: string; channel: number; state: "starting" | "live" | "reconnecting" | "ended"; level: number; clipping: boolean; silent_ms: number; drift_ppm: number | null; reconnects: number; lost_ms: number; }
export interface Workers { speech: "ok" | "away"; translate: "ok" | "away"; }
export interface Session {
  id: string; title: string; status: "planned" | "open" | "closed"; visibility: "public" | "participants" | "confidential";
  languages: LanguageStatus[]; paused: boolean; off_record: boolean; floor: { delegation: string; since_ms: number } | null;
  requests: FloorRequest[]; streams: Stream[]; delegations: Delegation[]; workers: Workers; now_ms: number; viewer_url: string; can: string[];
  minutes: { state: MinutesState; review_ends_at: number | null };
}
export interface Translation { rev: number; text: string; engine: string | null; rough: boolean; status: "done" | "pending" | "failed" | "not_renewed" | "person" | "held" | "interpreted"; note: string | null; }
export interface Version { rev: number; text: string; by: string | null; why?: string | null; at: string | number; speaker?: string; delegation?: string | null; }
export interface Segment {
  id: string; rev: number; start_ms: number; end_ms: number; lang: string; speaker: string | null; delegation: string | null; text: string; heard?: string;
  status: "final" | "corrected" | "retracted"; by: string | null; why: string | null; at: string | number; confidence: number | null;
  versions?: Version[]; translations: Record<string, Translation>; repairs?: Repair[]; doubts: number; checked: { by: string; at: number } | null; versions_count: number;
}
/** A near miss of a glossary term: `span` in code points of version 1. */
export interface Repair { term: string; heard: string; span: [number, number]; words: [number, number] | []; }
export interface Suggestion {
  segment: string; rev: number; text: string; pieces: { kind: "same" | "gone" | "new"; text: string }[]; confidence: number; engine: string; at: number;
  state: "open" | "accepted" | "dismissed" | "stale"; by: string;
}
export interface SecondReading {
  suggestions: Suggestion[]; counts: Record<string, number>;
  progress: { state: "none" | "waiting" | "reading" | "done" | "off"; is_served: boolean; done_ms: number; total_ms: number; engine: string };
}
/** Remarks handed in beforehand; their texts come when one of them is asked for. */
export interface Remarks {
  id: string; rev: number; delegation: string; name: string; language: string; languages: string[]; by: string; at: number;
  withdrawn_by: string | null; withdrawn_at: number | null; is_embargoed: boolean; can: ("replace" | "withdraw")[]; text?: string; translations?: Record<string, string>;
}
export type MinutesState = "draft" | "review" | "approved" | "published";
/** A delegation's correction of its own words; `now` is the line as it reads today, null where it stands no more. */
export interface Proposal {
  id: string; segment: string; rev: number; delegation: string; name: string; lang: string; start_ms: number; before: string; text: string; why: string; by: string; at: number;
  state: "open" | "accepted" | "declined" | "withdrawn" | "late"; answered_by: string; answered_at: number | null; answer: string;
  pieces: Suggestion["pieces"]; is_stale: boolean; now: { rev: number; text: string } | null; now_pieces: Suggestion["pieces"];
}
/** A line of one's own, as it may be corrected. */
export interface ApprovalLine { id: string; rev: number; start_ms: number; end_ms: number; lang: string; speaker: string | null; text: string; }
export interface SignOff { language: string; by: string; role: string; at: number; sha256: string; is_current: boolean; }
/** A mistake of the approved record put right beside it; `words` is the hash of salt, before and after, which are empty where they are withheld. */
export interface Corrigendum { number: number; segment: string; lang: string; kind: "text" | "withheld"; before: string; after: string; salt: string; why: string; by: string; at: number; sha256: string; words: string; is_hidden: boolean; }
export interface LanguageVersion { language: string; is_floor: boolean; missing: number; sha256: string; sign_off: SignOff | null; }
export interface Obstacle { what: "session_open" | "window_open" | "proposals_open" | "interpreting" | "unsettled"; until?: number; count?: number; languages?: string[]; }
export interface Doubts {
  lines: number; unchecked: number; doubtful_words: number; suggestions: number; losses: number; unrecognised_s: number; digest: string;
  languages: { language: string; missing: number; under_way: number; machine: number; rough: number; signed: "yes" | "no" | "earlier" }[];
}
export interface ApprovalStep { what: string; by: string; role: string; why: string; at: number; facts: Record<string, any>; }
/** How the minutes stand; what comes after `corrigenda` is for those who work on them. */
export interface Approval {
  session: string; state: MinutesState; rev: number; review_ends_at: number | null; is_window_open: boolean; sha256: string | null; approved_at: number | null; approved_by: string | null;
  published_at: number | null; sign_offs: SignOff[]; corrigenda: Corrigendum[]; can: string[]; now: number;
  steps?: ApprovalStep[]; proposals?: Proposal[]; versions?: LanguageVersion[]; obstacles?: Obstacle[]; doubts?: Doubts;
}
/** A line of the frozen record, or of a withheld one its hash alone. */
export interface ApprovedLine {
  id: string; sha256?: string; salt: string; start_ms: number; end_ms: number; lang: string; speaker: string; delegation: string; text: string; version: number; retracted: string;
  translations: { lang: string; text: string; made_by: string; is_rough: boolean }[];
}
export interface ApprovedRecord { sha256: string; record: { segments: ApprovedLine[] } & Record<string, unknown>; corrigenda: Corrigendum[]; }
export interface Evidence { id: string; stands_for: string[]; session: string; speaker: string | null; delegation: string | null; lang: string; text: string; translation: string | null; is_rough: boolean; status: Segment["status"]; start_ms: number; }
export interface Position { delegation: string; paragraph: string; value: string; note: string; by: string; at: number; until: number | null; told_by: string; is_on_behalf: boolean; is_outdated: boolean; is_lapsed: boolean; is_late: boolean; }
export interface Problem { fault: string; text: string; }
export interface Bracket {
  id: string; owner: string; owners: string[]; kind: string; span: [number, number]; label: "" | "bis" | "ter" | "quater"; alternative_of: string | null; opened: { by: string; at: number } | null; is_whole: boolean;
}
/** Words that stayed, went or came. */
export interface Piece { text: string; kind: "same" | "gone" | "new"; }
/** A paragraph as a change of it tells it: without what depends on the reader. */
export type ToldParagraph = Pick<Paragraph, "id" | "rev" | "number" | "kind" | "text" | "brackets" | "citations" | "problems"> & { sha256: string };
export interface Revision { number: number; label: string; reading: number; title: string; at: number; by: string; sha256: string; note: string; brackets: number; }
export interface FrozenParagraph { id: string; kind: Paragraph["kind"]; number: string; label: string; text: string; brackets: Bracket[]; citations: { span: [number, number]; segments: string[] }[]; }
export interface ComparedParagraph { id: string; kind: Paragraph["kind"]; number: string; number_before: string; state: "same" | "changed" | "moved" | "new" | "gone"; pieces: Piece[]; }
export interface Amendment {
  id: string; number: string; paragraph: string | null; kind: "replace" | "insert" | "delete" | "move"; becomes: Paragraph["kind"] | null; text: string; original: string; after: string | null; of: string | null;
  base: { rev: number; sha256: string; text: string }; by: string; by_name: string; cosponsors: string[]; note: string; at: number;
  status: "open" | "accepted" | "rejected" | "withdrawn" | "merged" | "lapsed"; is_stale: boolean; is_taken_out: boolean; pieces: Piece[]; now_pieces: Piece[] | null; collides_with: string[];
  decided: { by: string; at: number; why: string; rev: number | null; with: string[]; into: string | null; made: string | null } | null;
}
export interface Paragraph {
  id: string; rev: number; number: string | null; kind: "preambular" | "operative" | "annex" | "title" | "note"; text: string; brackets: Bracket[];
  citations: { span: [number, number]; segments: string[] }[]; evidence: Evidence[]; problems: Problem[]; versions: Version[]; corrections: Correction[];
  origin: "minutes" | "zero" | "person"; support: Support | null; kept: KeptFault[]; reviews: TranslationReview[];
}
/** A fault that a person keeps, knowingly. */
export interface KeptFault { fault: string; text: string; by: string; why: string; at: number }
/** A span that stands as translated, and whether a person accepted that. */
export interface TranslationReview { segment: string; segments: string[]; span: [number, number]; state: "not_reviewed" | "accepted"; by: string; at: number | null }
/** What somebody said of a paragraph of a zero draft. */
export interface Said { delegation: string; act: string; hold: string; strength: number; language: string; segments: string[]; session: string; words: string; by: string }
/** What the room said of a paragraph; `leaning`: what was heard as a yes and is not counted in its text; `carried`: nobody spoke for it. */
export interface Support { supports: Said[]; reservations: Said[]; amendments: Said[]; leaning: Said[]; carried: boolean }
export interface Compared { from: number; to: number | "now"; paragraphs: ComparedParagraph[]; }
/** A text as it stands; in the compilation with all that is proposed to it. */
export interface View {
  id: string; title: string; language: string; rev: number; status: string; reading: number; revision: Revision | null; parties: string[]; brackets: number;
  paragraphs: (FrozenParagraph & { amendments?: Amendment[]; proposals?: { delegation: string; text: string; at: number }[] })[];
  before?: Amendment[]; whole?: { delegation: string; text: string; at: number }[]; taken_out?: Amendment[];
}
export interface Broken { by: string; name: string; told_by: string; at: number; what: "objection" | "amendment"; text: string; }
/** A text put to the parties until a moment; `is_on_the_text`: its words are the ones that stand now; `time_zone_of`, `local`: whose clocks show the end how. */
export interface Silence {
  id: string; opened_at: number; opens_by: string; expires_at: number; state: "running" | "broken" | "passed" | "withdrawn"; text_sha256: string; is_on_the_text: boolean; revision: string | number | null;
  parties: string[]; silent: string[]; time_zone_of: Record<string, string>; local: Record<string, string>; broken: Broken | null; late: Broken[]; withdrawn: { by: string; at: number; why: string } | null;
  reminders: number[]; due: number[];
}
export interface Silences { current: Silence | null; past: Silence[]; now: number; can: string[]; rev: number; }
export interface Hindrance { what: "bracket" | "position" | "amendment" | "retracted" | "silence"; text: string; paragraph: string; delegation: string; value: string; number: string; is_outdated: boolean; }
export type Level = "open" | "pending" | "ad_referendum" | "provisional" | "agreed" | "adopted";
/** Computed at a moment; the whole is the paragraph "". */
export interface Positions {
  rev: number; now: number; parties: string[]; positions: Position[]; late: Position[]; matrix: Record<string, Record<string, string>>; marks: Record<string, Record<string, string[]>>;
  counts: Record<string, Record<string, number>>; unanswered: string[]; unanswered_on: Record<string, string[]>; levels: Record<string, Level>; whole: Level; is_agreed: boolean; obstacles: Hindrance[];
  to_confirm: { delegation: string; paragraph: string; why: "outdated" | "ad_referendum" | "lapsed"; until: number | null }[]; terms: { until: number | null; lapsed: string };
}
export interface Stances { themes: { theme: string; paragraphs: string[]; delegations: string[] }[]; stance_table: Record<string, Record<string, string>>; }
/** The zero draft as it was handed in, and what was said in the room about none of its paragraphs. */
export interface Zero { file: { name: string; form: string; sha256: string; by: string; at: number; read_at: number } | null; paragraphs: { id: string; number: string | null; support: Support | null }[]; unplaced: Said[]; }
export interface LanguageVersions {
  working: string; versions: { language: string; is_authentic: boolean; prevails: boolean; paragraphs: { id: string; rev: number; text: string; state: string; is_stale: boolean; engine?: string | null }[] }[];
}
/** What a delegation annexes in its own words; `withdrawn_at`: taken back, and seen by its keepers alone. */
export interface Explanation {
  id: string; delegation: string; kind: "explanation" | "reservation" | "disassociation"; paragraph: string | null; language: string; direction: "ltr" | "rtl"; text: string;
  translations: { language: string; direction: "ltr" | "rtl"; text: string; engine: string; is_machine: boolean; at: number }[]; by: string; told_by: string; at: number; withdrawn_at: number | null;
}
/** Brackets that stand and those that were closed, by whom and how. */
export interface Brackets { open: (Bracket & { paragraph: string; text: string })[]; closed: (Bracket & { paragraph: string; text: string; closed: { by: string; at: number; how: "kept" | "removed" | "chosen" | "edited" } })[]; progress: { open: number; closed: number }; rev: number; }
/** How a line that a paragraph cites was corrected since the paragraph was written, or somebody last looked. */
export interface Correction {
  segment: string; session: string; start_ms: number; lang: string; before: string; after: string; pieces: Suggestion["pieces"]; speakers: [string, string]; by: string; at: number;
}
/** Another document that is linked to this one. */
export interface Linked { id: string; title: string; }
export interface Statement {
  id: string; symbol: string; title: string; language: string; form: "communique" | "resolution"; status: "draft" | "negotiation" | "adopted" | "approved" | "published" | "converted"; rev: number; reading: number;
  parties: string[]; observers: string[]; visibility: "table" | "parties"; origin: "minutes" | "zero" | "nothing"; kind: "statement" | "chairs_summary"; derived_from: Linked | null; converted_to: Linked | null; sessions: string[]; sha256: string | null; adopted_at: string | number | null; paragraphs: Paragraph[];
  stances: Record<string, Record<string, string>>; positions: Position[]; counts: Record<string, Record<string, number>>; unanswered: string[];
  obstacles: string[]; untranslated: { paragraph: string; delegation: string; segment: string; lang: string }[];
  omitted: { delegation: string; why: string; segments: string[]; words: string }[];
  taken_out: { id: string; kind: Paragraph["kind"]; text: string; by: string; at: number }[]; can: string[];
}
/** A change of a statement that is followed. */
export interface LedgerEntry { n: number; what: string; at: number; prev: string; sha256: string; by?: string; facts?: Record<string, any>; salt?: string; body?: string; }
export interface SigningParty {
  code: string; head: string | null; is_enrolled: boolean; enrolled_at: number | null; key: string | null; locked_until: number | null;
  signature: { by: string; at: number; key: string; value: string } | null;
}
/** Corr.n of an adopted statement: a document that its parties sign. */
export interface StatementCorrigendum {
  number: number; label: string; paragraph: string; language: string; before: string; after: string; why: string; by: string; at: number; sha256: string; parties: string[] | null;
  signatures: { delegation: string; person: string; at: number; key: string; value: string }[]; unsigned: string[];
}
/** How an adopted statement comes to the public: who signed, and what was written down. */
export interface Signing {
  statement: string; title: string; status: Statement["status"]; rev: number; sha256: string | null; adopted_at: number | null; approved_at: number | null; approved_by: string | null;
  published_at: number | null; embargo_until: number | null; is_embargoed: boolean; parties: SigningParty[]; signed: number; corrigenda: StatementCorrigendum[]; log: LedgerEntry[]; can: string[]; now: number;
}
export interface StatementEvent {
  id: string; rev: number; prev: number; at: number; item?: any; more?: StatementEvent[];
  about: "text" | "amendments" | "positions" | "silence" | "revisions" | "zero" | "languages" | "commitments" | "signing" | "parties" | "life";
}
export interface RecordItem {
  id: string; rev: number; kind: "summary" | "decision" | "action"; state: "draft" | "accepted" | "dismissed"; theme: string; text: string; is_withheld: boolean;
  owner: string; owners: { code: string; name: string }[]; due: string; due_said: string; notes: string[]; is_drafted: boolean; is_worded: boolean; by: string; at: number;
  marks: { segment: string; kind: "corrected" | "retracted" | "replaced" }[]; strange: string[]; evidence: Omit<Evidence, "session">[];
  versions: { rev: number; state: string; text: string; owner: string; due: string; by: string; why: string; at: number }[];
}
export interface Participant { delegation: string; name: string; role: string; people: string[]; turns: { start_ms: number; end_ms: number; segment: string | null }[]; }
export interface SessionRecord { session: string; title: string; date: string; language: string; languages: string[]; head: number; can: string[]; items: RecordItem[]; participants: Participant[]; approvals: RecordApproval[]; obstacles: { what: "minutes_open" | "nothing_accepted" | "in_brackets" | "retracted"; count?: number }[]; }
export interface RecordApproval { number: number; sha256: string; by: string; at: number; reopened: { by: string; at: number; why: string } | null; }
export interface SealedRecord { sha256: string; record: { items: ({ id: string; sha256?: string })[]; [key: string]: unknown }; }
export interface Boot { me: Me; session: Session | null; statement: Statement | null; ui: string; messages: Record<string, string>; languages: Language[]; sessions?: Session[]; drafting: string[]; verified?: { id: string; names: Record<string, string>; lang?: string; says?: { same: string; differs: string } }; names?: Record<string, string>; }

export interface LogEvent { session: string; seq: number; prev: number; kind: string; }
export interface CaptionEvent extends LogEvent {
  kind: "caption"; seg: string; rev: number; status: "final" | "corrected" | "retracted" | "replaced" | "failed" | "pending"; lang: string; text: string;
  speaker: string | null; delegation: string | null; start_ms: number; end_ms: number; src_lang: string; engine: string | null; rough: boolean;
  confidence: number | null; note: string | null; sent_at: number; /** The lines that stand there now. */ replaced_by?: string[];
}
export interface FloorEvent extends LogEvent { kind: "floor"; delegation: string | null; name: string | null; at_ms: number; requests: FloorRequest[]; }
export interface SessionEvent extends LogEvent { kind: "session"; status: Session["status"]; paused: boolean; off_record: boolean; }
export interface Gap { seq: number; delegation: string | null; name: string; start_ms: number; end_ms: number; why: "overrun" | "missing" | "off_record"; }
export interface GapEvent extends LogEvent, Gap { kind: "gap"; seq: number; }
export interface LanguageEvent extends LogEvent { kind: "language"; stream: string; delegation: string | null; name: string; language: string; at_sample: number; }
export interface InterpreterEvent extends LogEvent { kind: "interpreter"; lang: string; held: boolean; name: string; by: string; }
export type AnyEvent = CaptionEvent | FloorEvent | SessionEvent | GapEvent | LanguageEvent | InterpreterEvent;
/** How an interpreter's work stands: their last lines (no segments: the line waits for words), and how many finals wait. */
export interface InterpreterDesk { lines: { id: number; text: string; segments: string[] }[]; waiting: number; line?: number; skipped?: number; }
export interface TentativeEvent {
  session: string; seg: string; lang: string; committed: string; text: string; speaker: string | null; delegation: string | null; start_ms: number; end_ms: number; sent_at: number;
}
/** A translation of what was said and has none yet, as far as it is agreed; it replaces the one before of the same stream. */
export interface InterimEvent {
  session: string; stream: string; lang: string; src_lang: string; rough: boolean; share: number; heard_at: number; sent_at: number;
  parts: { seg: string; text: string; speaker: string | null; delegation: string | null; start_ms: number; end_ms: number; engine?: string }[];
}
export interface StateEvent { session: string; head: number; workers: Workers; lag_ms: number | null; pace: string; now_ms: number; probe: number; echo_one_in: number; }
export interface Figures { p50_ms: number; p95_ms: number; count: number; }
/** How long captions took in the last minute, by microphone and stage, at one web process. */
export interface StagesEvent { session: string; web: string; streams: Record<string, Record<"capture" | "queue" | "decode" | "translate", Figures | null>>; deliver: Figures | null; }
export interface LogAnswer { head: number; events: AnyEvent[]; more: boolean; session?: Session; now_ms: number | null; }
/** What becomes of what a microphone sends: kept or not, and why. */
export interface HeardEvent { heard: boolean; delegation: string | null; off_record: boolean; paused: boolean; }
/** What a microphone is declared to speak, and what its speech sounds like instead. */
export interface TongueEvent { stream: string; language: string; sounds_like: string | null; }
export interface OpenAnswer { stream: string; epoch: number; expected_sample: number; session_ms: number; captions: CaptionsEvent; }
/** Whether a microphone's words become captions at once; `code` and `message` say why not. */
export interface CaptionsEvent { status: "live" | "late" | "away"; code: string; message: string; }
export interface VersionCheck { fault: "numbering" | "brackets" | "figure" | "name" | "term" | "strength" | "negation" | "length" | "loop" | "language"; text: string; right: { by: string; at: number } | null; }
export interface VersionBracket { span: [number, number]; of: number; owners: string[]; }
/** A paragraph (or the title) in another language; `pieces`: how its source was reworded since. */
export interface VersionParagraph {
  id: string; rev: number; text: string; state: "machine" | "missing" | "revised"; source_rev: number; is_stale: boolean; is_waiting: boolean; pieces: Suggestion["pieces"];
  brackets: VersionBracket[]; engine: string; note: string; checks: VersionCheck[]; by: string; at: number | null;
}
export interface LanguageVersion {
  language: string; direction: "ltr" | "rtl"; is_authentic: boolean; prevails: boolean; clause: string; is_fixed: boolean; sha256: string;
  route: { state: "live" | "away" | "missing"; note: string }; paragraphs: VersionParagraph[]; sign_off: { by: string; role: string; at: number; sha256: string; is_current: boolean } | null;
}
export interface VersionSource { id: string; kind: string; number: string; rev: number; text: string; owners: string[][]; }
export interface Languages {
  rev: number; working: string; direction: "ltr" | "rtl"; is_authentic: boolean; prevails: string; clause: string; source: VersionSource[]; versions: LanguageVersion[];
  can: ("choose" | "again" | "revise" | "sign")[];
}
export interface SheetLine { what: string; key: string; text: string; detail: string; paragraph: string; label: string; language: string; delegations: string[]; link: string; is_blocking: boolean; }
export type Sheet = Record<string, SheetLine[]> & { rev: number; blocking: number; overrides: { what: string; why: string; count: number; by: string; role: string; at: number }[]; can: string[] };
export interface Commitment {
  id: string; rev: number; paragraph: string; number: string; text: string; owners: string[]; due: string; due_said: string; is_late: boolean; state: "open" | "in_progress" | "done" | "dropped";
  contacts: Record<string, string>; note: string; by: string; at: number; can: ("edit" | "contact" | "state")[];
  versions: { rev: number; text: string; owners: string[]; due: string; state: Commitment["state"]; note: string; by: string; at: number }[];
}
export interface Register { rev: number; is_adopted: boolean; commitments: Commitment[]; parties: string[]; can: string[]; }
