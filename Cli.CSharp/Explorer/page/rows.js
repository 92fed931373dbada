// Arrows are found by the blocks of rows that they cross.
const blockShift = 6;

const tones = { timer: 'clock', crashed: 'bad', restarted: 'good', garbled: 'bad' };
const lifeWords = { crashed: 'crashed', restarted: 'started again', finished: 'ended' };

/**
 * The rows of a sequence diagram, laid out as its steps come. A group is the rows of one step; timers that fire again and
 * again without another effect share the group of the first of them. A step that is appended moves no earlier row.
 */
export class Rows {
    steps = [];
    groups = [];
    rows = [];
    outages = [];
    #groupOfRow = [];
    #blocks = [];
    #open = new Map();
    #known = new Map();
    #down = new Map();
    #timers = new Map();

    /** With notices, rows tell what peers print to their users. `rowsOf` says how many rows the words of a banner take. */
    constructor(hasNotices = false, rowsOf = () => 1) {
        this.hasNotices = hasNotices;
        this.rowsOf = rowsOf;
    }

    /** Lays out one step: `{ sentence, events, turns, label }`; without a label it shows its number. Its number is its place, from 0 for the beginning. */
    append(step) {
        if (!this.hasNotices) step = { ...step, events: step.events.filter(event => event.kind !== 'noticed') };
        const number = this.steps.length;
        const key = this.#repetition(step);
        const repeated = this.#timers.get(key);
        this.steps.push({ sentence: step.sentence, label: step.label, number: step.number ?? number, group: repeated ?? this.groups.length });
        if (repeated !== undefined) {
            const group = this.groups[repeated];
            group.steps.push(number);
            group.mark.count = group.steps.length;
            return;
        }
        if (key === undefined) this.#timers.clear(); else this.#timers.set(key, this.groups.length);
        this.#addGroup(step, number);
    }

    /** Adds empty rows until there are `count`. */
    pad(count) {
        while (this.rows.length < count) this.#add(undefined);
    }

    /** Adds a row across all lanes that belongs to no step. */
    remark(tone, words) {
        this.#timers.clear();
        this.#addBanner(tone, words);
    }

    /** The group of a step. */
    groupOf(number) { return this.groups[this.steps[number]?.group]; }

    /** The groups of these rows, in order. */
    groupsBetween(first, last) {
        const places = new Set(this.#groupOfRow.slice(first, last + 1).filter(place => place !== undefined));
        return [...places].map(place => this.groups[place]);
    }

    /** Whether a row tells only of steps after this one. */
    isLater(row, number) {
        const group = this.groups[this.#groupOfRow[row]];
        return group !== undefined && group.steps[0] > number;
    }

    /** The last step that begins at this row or before it. */
    stepAt(row) {
        for (let at = Math.min(row, this.rows.length - 1); at >= 0; at--) {
            const group = this.groups[this.#groupOfRow[at]];
            if (group) return group.steps.at(-1);
        }
        return 0;
    }

    /** Every copy of a message that crosses these rows: `{ arrow, end, fate }`; one without an end is in flight. */
    waysBetween(first, last) {
        const ways = new Set();
        for (let block = first >> blockShift; block <= last >> blockShift; block++)
            for (const way of this.#blocks[block] ?? [])
                if (way.arrow.start <= last && way.end >= first) ways.add(way);
        for (const arrow of this.#open.values())
            if (arrow.start >= first && arrow.start <= last) ways.add({ arrow });
        return [...ways];
    }

    #repetition({ events: [event, other], turns }) {
        const isQuiet = event?.kind === 'timer' && !other && !turns?.length;
        return isQuiet ? `${event.lane} ${event.words}` : undefined;
    }

    #addGroup(step, number) {
        const first = this.rows.length;
        for (const event of step.events) this.#place(event, step.kind === 'duplicate');
        for (const turn of step.turns ?? []) this.#addBanner(turn.tone, turn.words);
        if (this.rows.length === first) this.#add(undefined);
        const count = this.rows.length - first;
        for (let row = first; row < first + count; row++) this.#groupOfRow[row] = this.groups.length;
        this.groups.push({ first, count, steps: [number], mark: this.rows[first] });
    }

    #addBanner(tone, words) {
        const count = this.rowsOf(words);
        const row = this.#add({ kind: 'banner', tone, words, count });
        for (let more = 1; more < count; more++) this.#add(undefined);
        return row;
    }

    #add(mark) {
        this.rows.push(mark);
        this.#groupOfRow.push(undefined);
        return this.rows.length - 1;
    }

    #place(event, isCopied) {
        switch (event.kind) {
            case 'sent': {
                const arrow = { from: event.from, to: event.to, words: event.words };
                arrow.start = this.#add({ kind: 'departure', arrow });
                this.#open.set(event.message, arrow);
                this.#known.set(event.message, arrow);
                break;
            }
            case 'delivered':
            case 'dropped':
            case 'corrupted':
                this.#end(event, isCopied);
                break;
            case 'crashed':
            case 'finished':
            case 'restarted':
                this.#changeLife(event);
                break;
            default:
                this.#note(event);
        }
    }

    #note({ kind, lane, words }) {
        const isLane = lane !== null && lane !== undefined;
        const tone = tones[kind] ?? 'calm', told = words ?? lifeWords[kind] ?? kind;
        return isLane ? this.#add({ kind: 'note', lane, tone, words: told }) : this.#addBanner(tone, told);
    }

    /** Of a message that is copied, another one stays in flight. */
    #end(event, isCopied) {
        const arrow = this.#known.get(event.message);
        if (!arrow) return;
        const fate = event.kind !== 'delivered' ? event.kind : isCopied ? 'copied' : arrow.arrived ? 'again' : 'delivered';
        arrow.arrived ||= event.kind !== 'dropped';
        const end = this.#add({ kind: 'ending', arrow, fate });
        const way = { arrow, end, fate };
        for (let block = arrow.start >> blockShift; block <= end >> blockShift; block++)
            (this.#blocks[block] ??= []).push(way);
        if (!isCopied) this.#open.delete(event.message);
    }

    #changeLife(event) {
        const row = this.#note(event);
        const outage = this.#down.get(event.lane);
        if (outage) outage.last = row;
        this.#down.delete(event.lane);
        if (event.kind === 'restarted') return;
        const begun = { lane: event.lane, first: row, last: Infinity };
        this.outages.push(begun);
        this.#down.set(event.lane, begun);
    }
}
