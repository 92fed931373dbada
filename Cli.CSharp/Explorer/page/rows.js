// Arrows are found by the blocks of rows that they cross.
const blockShift = 6;

const tones = {
    timer: 'clock', noticed: 'calm', crashed: 'bad', restarted: 'good', finished: 'good', stored: 'calm',
    garbled: 'bad', partitioned: 'warning', healed: 'good', commanded: 'calm', held: 'warning',
};

/** The rows of a sequence diagram, laid out as its steps come. A step that is appended moves no earlier row. */
export class Rows {
    steps = [];
    rows = [];
    outages = [];
    #blocks = [];
    #open = new Map();
    #known = new Map();
    #down = new Map();

    /** Lays out one step: `{ sentence, events, turns, at }`. Its number is its place, from 0 for the beginning. */
    append(step) {
        const first = this.rows.length;
        for (const event of step.events) this.#place(event);
        for (const turn of step.turns ?? []) this.#add({ kind: 'banner', tone: turn.tone, words: turn.words });
        if (this.rows.length === first) this.#add(undefined);
        this.steps.push({ first, count: this.rows.length - first, sentence: step.sentence, at: step.at });
    }

    /** Adds empty rows until there are `count`. */
    pad(count) {
        while (this.rows.length < count) this.#add(undefined);
    }

    /** Adds a row across all lanes that belongs to no step. */
    remark(tone, words) {
        this.#add({ kind: 'banner', tone, words });
    }

    /** The last step that begins at this row or before it. */
    stepAt(row) {
        let low = 0, high = this.steps.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if (this.steps[middle].first <= row) low = middle; else high = middle - 1;
        }
        return low;
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

    #add(mark) {
        this.rows.push(mark);
        return this.rows.length - 1;
    }

    #place(event) {
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
                this.#end(event);
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

    #note(event) {
        const tone = event.tone ?? tones[event.kind] ?? 'calm';
        const mark = event.lane === undefined ? { kind: 'banner', tone } : { kind: 'note', lane: event.lane, tone };
        return this.#add({ ...mark, words: event.words });
    }

    #end(event) {
        const arrow = this.#known.get(event.message);
        if (!arrow) return;
        const fate = event.kind === 'delivered' && arrow.arrived ? 'again' : event.kind;
        arrow.arrived ||= event.kind !== 'dropped';
        const end = this.#add({ kind: 'ending', arrow, fate });
        const way = { arrow, end, fate };
        for (let block = arrow.start >> blockShift; block <= end >> blockShift; block++)
            (this.#blocks[block] ??= []).push(way);
        this.#open.delete(event.message);
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
