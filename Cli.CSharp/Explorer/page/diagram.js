import { drawing, element, keep, loadStyle } from './element.js';

export const rowHeight = 30, arrowAt = 21;
const wordsAt = 15, overscan = 8, most = 4, headHeight = 31;
/** The picture covers whole blocks of rows, so it keeps its size while rows come. */
const blockOfRows = 64;
const isNarrow = width => width < 480;
/** Beside the lanes of a pane of this width: the steps' numbers, and the margin before the first lane and behind the last. */
const edges = width => isNarrow(width) ? [52, 40] : [64, 78];
const leastGap = width => isNarrow(width) ? 100 : 150;
const colors = 6;
const letters = document.createElement('canvas').getContext('2d');

const inFont = weight => { letters.font = `${weight} 15px "DejaVu Sans", "Segoe UI", Arial, sans-serif`; };

export function fit(words, width, weight = 'normal') {
    inFont(weight);
    if (letters.measureText(words).width <= width) return words;
    let low = 0, high = words.length;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (letters.measureText(words.slice(0, middle) + '…').width <= width) low = middle; else high = middle - 1;
    }
    return words.slice(0, low) + '…';
}

/** The words in lines of this width, four at most. */
export function wrap(words, width) {
    inFont('bold');
    const lines = [''];
    for (const word of words.split(' ')) {
        const longer = `${lines.at(-1)} ${word}`.trim();
        if (lines.at(-1) && lines.length < most && letters.measureText(longer).width > width) lines.push(word); else lines[lines.length - 1] = longer;
    }
    return lines.map(line => fit(line, width, 'bold'));
}

const bannerRoom = width => width - edges(width)[0] - 34;

/** How many rows a banner takes in a pane of this width. */
export const bannerRows = width => words => wrap(words, bannerRoom(width)).length;

export const text = (x, y, anchor, words, style = '') => drawing('text', { x, y, 'text-anchor': anchor, class: style }, words);
export const stroke = (x1, y1, x2, y2, style) => drawing('line', { x1, y1, x2, y2, class: style });

let rare, loading;

/** Marks that stand on few rows at first: all but departures, arrivals and calm notes. */
const isRare = ({ kind, fate, tone }) => kind !== 'departure' && fate !== 'delivered' && !(kind === 'note' && tone === 'calm');

/** They are loaded with the first of them. */
const loadRare = () => loading ??= Promise.all([import('./marks.js'), loadStyle('marks.css')]).then(([found]) => { rare = found; });

/** A sequence diagram that draws only the rows in sight. Steps are the options of a list; `onchoose` gets the number of one. */
export class Diagram {
    #rows;
    #names = [];
    #lanes = [];
    #gap = leastGap(0);
    #left = 64;
    #margin = 78;
    #current = 0;
    #drawn = '';
    /** What is drawn, by what it shows: nodes that stay need no new layout. */
    #options = new Map();
    #pieces = { lifelines: new Map(), ways: new Map(), marks: new Map() };
    /** Where the pane stands: asking it while the page changes would cost a layout each time. */
    #scroll = { left: 0, top: 0 };
    #isFollowing = true;
    /** The size of the pane, as last seen. */
    #pane = { width: 0, height: 0 };
    #onchoose;

    /** `onwidth` is told of another width of the pane, for which banners take another number of rows; `unit` is what the numbers count. */
    constructor(root, label, onchoose, onwidth, unit = 'step') {
        this.unit = unit;
        this.#onchoose = onchoose;
        this.onwidth = onwidth;
        this.heads = element('div', { class: 'heads', 'aria-hidden': 'true' });
        this.list = element('div', {
            class: 'steps', role: 'listbox', tabindex: '0', 'aria-label': label, 'aria-orientation': 'vertical',
        });
        this.layers = Object.fromEntries(Object.keys(this.#pieces).map(name => [name, drawing('g')]));
        this.svg = drawing('svg', { class: 'picture', 'aria-hidden': 'true' }, ...Object.values(this.layers));
        this.paper = element('div', { class: 'paper' }, this.list, this.svg);
        this.pane = element('div', { class: 'pane' }, this.heads, this.paper);
        this.sides = element('div', { class: 'sides', hidden: true });
        root.append(this.sides, this.pane);
        this.pane.addEventListener('scroll', () => requestAnimationFrame(() => {
            this.#scroll = { left: this.pane.scrollLeft, top: this.pane.scrollTop };
            this.#draw();
        }), { passive: true });
        for (const moved of ['wheel', 'touchmove']) this.pane.addEventListener(moved, () => { this.#isFollowing = false; }, { passive: true });
        this.list.addEventListener('keydown', event => this.#press(event));
        new ResizeObserver(() => {
            const { clientWidth, clientHeight } = this.pane;
            // A pane that is hidden has no size, and is as it was when it is shown again.
            if (!clientWidth) return;
            const isWider = clientWidth !== this.#pane.width;
            this.#pane = { width: clientWidth, height: clientHeight };
            this.#scroll = { left: this.pane.scrollLeft, top: this.pane.scrollTop };
            if (isWider && this.#rows) this.onwidth?.();
            if (isWider) this.#measure(); else this.#redraw();
        }).observe(this.pane);
    }

    /** Shows these rows with one step marked; steps after it are shown as not taken yet. `isMove`: the step comes into sight. */
    show(rows, names, current, isMove = true) {
        const isNew = this.#rows !== rows || this.#names.join() !== names.join();
        this.#rows = rows;
        this.#names = names;
        this.#current = Math.min(current, rows.steps.length - 1);
        if (!this.#pane.width) this.#pane = { width: this.pane.clientWidth, height: this.pane.clientHeight };
        this.#isFollowing ||= isMove;
        if (isNew) {
            this.#measure();
            return;
        }
        this.#redraw();
    }

    /** Marks another step of the same rows. */
    mark(number) {
        this.show(this.#rows, this.#names, number);
    }

    /** How many rows the words of a banner take here. */
    get bannerRows() { return bannerRows(this.#pane.width || this.pane.clientWidth); }

    get current() { return this.#current; }

    /** Brings a row into sight, also while the pane finds its size. */
    scrollTo(row) {
        this.#isFollowing = false;
        this.#scrollTo({ top: row * rowHeight - this.#pane.height / 3 });
    }

    /** As far as the pane goes. */
    #scrollTo({ left = this.#scroll.left, top = this.#scroll.top }) {
        const most = { left: this.#width - this.#pane.width, top: this.#height + headHeight + 4 - this.#pane.height };
        const next = { left: Math.max(0, Math.min(left, most.left)), top: Math.max(0, Math.min(top, most.top)) };
        if (next.left !== this.#scroll.left) this.pane.scrollLeft = next.left;
        if (next.top !== this.#scroll.top) this.pane.scrollTop = next.top;
        this.#scroll = next;
    }

    #measure() {
        if (!this.#rows || !this.#pane.width) return;
        const count = this.#names.length;
        const { width } = this.#pane;
        [this.#left, this.#margin] = edges(width);
        const room = width - this.#left - 2 * this.#margin;
        this.#gap = count > 1 ? Math.max(leastGap(width), room / (count - 1)) : room;
        this.#lanes = this.#names.map((_, lane) => this.#left + this.#margin + lane * this.#gap);
        this.heads.replaceChildren(element('span', { class: 'head-step' }, this.unit), ...this.#names.map((name, lane) => {
            const head = element('span', { class: `head lane${lane % colors}` }, fit(name, this.#gap * 0.8));
            letters.font = 'bold 17px "DejaVu Sans", "Segoe UI", Arial, sans-serif';
            head.style.left = `${Math.min(this.#lanes[lane], this.#width - letters.measureText(head.textContent).width / 2 - 2)}px`;
            return head;
        }));
        this.#forget();
        this.#redraw();
    }

    /** Draws what changed, with the current step in sight. */
    #redraw() {
        if (!this.#rows) return;
        this.#resize();
        this.reveal();
        this.#drawn = '';
        this.#draw();
    }

    /** Draws everything anew: what is drawn stands elsewhere, or shows other rows. */
    #forget() {
        this.#options = new Map();
        this.list.replaceChildren();
        for (const [name, layer] of Object.entries(this.layers)) {
            this.#pieces[name] = new Map();
            layer.replaceChildren();
        }
    }

    /** Buttons bring the peers into sight that stand beside the pane; few worlds have such. */
    #showSides() {
        this.sides.hidden = this.#width <= this.#pane.width + 1;
        if (this.sides.hidden) return;
        const first = this.#scroll.left + this.#left - 12, last = this.#scroll.left + this.#pane.width;
        const outside = [this.#names.filter((_, lane) => this.#lanes[lane] < first), this.#names.filter((_, lane) => this.#lanes[lane] > last)];
        const scroll = by => this.pane.scrollBy({ left: by * (this.#pane.width - this.#left - this.#margin) });
        import('./sides.js').then(({ showSides }) => showSides(this.sides, outside, scroll));
    }

    get #height() { return (this.#rows.rows.length + 1) * rowHeight; }

    get #width() { return (this.#lanes.at(-1) ?? this.#left) + this.#margin; }

    #resize() {
        this.paper.style.height = `${this.#height}px`;
        this.paper.style.width = this.heads.style.width = `${this.#width}px`;
    }

    /** Brings the current step into sight, unless another row was asked for. */
    reveal() {
        if (!this.#isFollowing || !this.#rows) return;
        const { first, count } = this.#rows.groupOf(this.#current) ?? { first: 0, count: 1 };
        const top = first * rowHeight, bottom = (first + count + 1) * rowHeight;
        const view = this.#pane.height - headHeight;
        if (top < this.#scroll.top) this.#scrollTo({ top: top - rowHeight });
        else if (bottom > this.#scroll.top + view) this.#scrollTo({ top: bottom - view });
        this.#revealLane(this.#rows.rows[first]);
    }

    #revealLane(mark) {
        const lane = { departure: mark?.arrow?.from, ending: mark?.arrow?.to, note: mark?.lane }[mark?.kind];
        if (lane === undefined) return;
        const left = this.#lanes[lane] - this.#gap - this.#left, right = this.#lanes[lane] + this.#gap;
        if (left < this.#scroll.left) this.#scrollTo({ left });
        else if (right > this.#scroll.left + this.#pane.width) this.#scrollTo({ left: right - this.#pane.width });
    }

    #draw() {
        if (!this.#rows || !this.#pane.width) return;
        const total = this.#rows.rows.length;
        const first = Math.max(0, Math.floor(this.#scroll.top / rowHeight) - overscan);
        const last = Math.min(total - 1, Math.ceil((this.#scroll.top + this.#pane.height) / rowHeight) + overscan);
        const window = `${first}-${last}-${this.#scroll.left}`;
        if (window === this.#drawn) return;
        this.#drawn = window;
        this.#showSides();
        // Steps' numbers stay in sight, so what scrolls ends beside them.
        this.svg.style.clipPath = this.#scroll.left ? `inset(0 0 0 ${this.#scroll.left + this.#left - 8}px)` : '';
        this.#drawSteps(first, last);
        this.#drawPicture(first, last);
    }

    #drawSteps(first, last) {
        const id = number => `${this.list.id || 'step'}-${number}`;
        const options = this.#rows.groupsBetween(first, last).map(({ first, count, steps }) => {
            const isCurrent = steps.includes(this.#current);
            const number = isCurrent ? this.#current : steps.at(-1);
            const { sentence, label, number: told } = this.#rows.steps[number];
            const name = label ? sentence : number ? `Step ${told}: ${sentence}` : `Start: ${sentence}`;
            const range = label ?? (steps.length > 1 ? `${this.#rows.steps[steps[0]].number}–${this.#rows.steps[steps.at(-1)].number}` : `${told}`);
            const isLater = steps[0] > this.#current;
            return [`${first} ${count} ${number} ${isLater} ${isCurrent} ${name} ${range}`, () => {
                const option = element('div', {
                    id: id(number), role: 'option', class: isLater ? 'step later' : 'step', 'aria-selected': String(isCurrent), 'aria-posinset': String(number + 1),
                    'aria-label': name, title: sentence, onclick: () => this.#onchoose(number),
                }, element('span', { class: 'number' }, !number ? 'start' : isCurrent ? `▶ ${label ?? told}` : range));
                option.style.top = `${first * rowHeight}px`;
                option.style.height = `${count * rowHeight}px`;
                return option;
            }];
        });
        this.#options = keep(this.list, this.#options, options);
        for (const option of this.#options.values()) option.setAttribute('aria-setsize', this.#rows.steps.length);
        this.list.setAttribute('aria-activedescendant', id(this.#current));
    }

    #drawPicture(first, last) {
        const block = blockOfRows * rowHeight;
        const top = Math.floor(first / blockOfRows) * block, bottom = Math.ceil((last + 2) / blockOfRows) * block;
        const box = `0 ${top} ${this.#width} ${bottom - top}`;
        if (this.svg.getAttribute('viewBox') !== box) {
            this.svg.setAttribute('viewBox', box);
            this.svg.setAttribute('width', this.#width);
            this.svg.setAttribute('height', bottom - top);
            this.svg.style.top = `${top}px`;
        }
        const current = this.#rows.groupOf(this.#current);
        const marks = [];
        for (let row = first; row <= last; row++) {
            const mark = this.#rows.rows[row];
            const isNow = current && row >= current.first && row < current.first + current.count;
            const style = this.#isLater(row) ? 'later' : isNow ? 'now' : '';
            if (mark) marks.push([`${row} ${style} ${this.#scroll.left} ${mark.count} ${isRare(mark) && !rare}`, () => drawing('g', { class: style }, ...this.#mark(mark, row * rowHeight))]);
        }
        const ways = this.#rows.waysBetween(first, last).map(way => [
            `${way.arrow.start} ${way.end} ${this.#isLater(way.arrow.start)} ${way.end !== undefined && this.#isLater(way.end)}`, () => drawing('g', {}, ...this.#way(way)),
        ]);
        this.#keep('lifelines', this.#lifelines(top, bottom));
        this.#keep('ways', ways);
        this.#keep('marks', marks);
    }

    #keep(name, wanted) { this.#pieces[name] = keep(this.layers[name], this.#pieces[name], wanted); }

    #isLater(row) { return this.#rows.isLater(row, this.#current); }

    #lifelines(top, bottom) {
        const line = (x, from, to, style) => [`${style} ${x} ${from} ${to}`, () => stroke(x, from, x, to, style)];
        const gaps = this.#rows.outages
            .filter(({ first, last }) => first * rowHeight < bottom && last * rowHeight > top)
            .map(({ lane, first, last }) => line(this.#lanes[lane], Math.max(top, first * rowHeight + arrowAt), Math.min(bottom, last * rowHeight + arrowAt), 'absent'));
        return [...this.#lanes.map(x => line(x, top, bottom, 'lifeline')), ...gaps];
    }

    #mark(mark, y) {
        if (mark.kind === 'departure') return [this.#departure(mark.arrow, y)];
        if (mark.fate === 'delivered') return [];
        if (!isRare(mark)) return this.#calmNote(mark, y);
        if (rare) return rare.drawn(mark, y, this.#frame);
        loadRare().then(() => {
            this.#drawn = '';
            this.#draw();
        });
        return [];
    }

    /** What a mark needs of its diagram. */
    get #frame() {
        return {
            lanes: this.#lanes, left: this.#scroll.left + this.#left, width: this.#pane.width - this.#left - 12, room: bannerRoom(this.#pane.width), stop: arrow => this.#stop(arrow),
            beside: (x, y, prefersRight, words, style, weight) => this.#beside(x, y, prefersRight, 16, words, style, weight),
        };
    }

    #calmNote({ lane, words, count }, y) {
        const x = this.#lanes[lane], isRight = lane === 0 || lane < this.#lanes.length - 1;
        return [drawing('circle', { cx: x, cy: y + 16, r: 4.5, class: 'sign calm' }), this.#beside(x, y + 21, isRight, 16, count > 1 ? `${count} × ${words}` : words, 'calm')];
    }

    #departure(arrow, y) {
        return this.#beside(this.#lanes[arrow.from], y + wordsAt, arrow.to > arrow.from, 14, arrow.words);
    }

    /** Words beside a lane. No others stand on their row, so they may cross lanes: to the edge of what is in sight, on the side that has room. */
    #beside(x, y, prefersRight, gap, words, style, weight = 'normal') {
        const { left: scrolled } = this.#scroll;
        const right = Math.min(this.#width, scrolled + this.#pane.width) - x - gap - 4, left = x - scrolled - this.#left - gap;
        inFont(weight);
        const { width } = letters.measureText(words), isRight = prefersRight ? right >= width || right > left : left < width && left < right;
        return text(x + (isRight ? gap : -gap), y, isRight ? 'start' : 'end', fit(words, Math.max(isRight ? right : left, 60), weight), style);
    }

    /** Where the cross of a lost message stands. */
    #stop(arrow) {
        return this.#lanes[arrow.from] + (this.#lanes[arrow.to] - this.#lanes[arrow.from]) * 0.7;
    }

    #way({ arrow, end, fate }) {
        const side = arrow.to > arrow.from ? 1 : -1;
        const x1 = this.#lanes[arrow.from] + side, y1 = arrow.start * rowHeight + arrowAt;
        const isOpen = end === undefined || this.#isLater(end);
        const isLater = this.#isLater(arrow.start);
        const style = `way lane${arrow.from % colors} ${fate ?? ''} ${isOpen || isLater ? 'later' : ''}`;
        const stub = isOpen && !isLater
            ? [stroke(x1, y1, x1 + side * this.#gap * 0.3, y1 + 6, `way lane${arrow.from % colors} open`)] : [];
        if (end === undefined) return stub;
        const x2 = fate === 'dropped' ? this.#stop(arrow) : this.#lanes[arrow.to] - side;
        const y2 = end * rowHeight + arrowAt;
        return [...stub, stroke(x1, y1, x2, y2, style), fate === 'dropped' ? this.#cross(x2, y2, style) : this.#tip(x1, y1, x2, y2, style)];
    }

    #tip(x1, y1, x2, y2, style) {
        const angle = Math.atan2(y2 - y1, x2 - x1) * 180 / Math.PI;
        return drawing('path', { d: 'M0,0 L-13,-6 L-13,6 z', transform: `translate(${x2},${y2}) rotate(${angle})`, class: `tip ${style}` });
    }

    #cross(x, y, style) {
        return drawing('path', { d: `M${x - 8},${y - 8} L${x + 8},${y + 8} M${x - 8},${y + 8} L${x + 8},${y - 8}`, class: `cross ${style}` });
    }

    #press(event) {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const page = Math.max(1, Math.floor(this.#pane.height / rowHeight / 2));
        const last = this.#rows.steps.length - 1;
        const target = {
            ArrowUp: this.#current - 1, ArrowDown: this.#current + 1, PageUp: this.#current - page,
            PageDown: this.#current + page, Home: 0, End: last,
        }[event.key];
        if (target === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        const chosen = Math.max(0, Math.min(last, target));
        if (chosen === this.#current) return;
        this.mark(chosen);
        this.#onchoose(chosen);
    }
}
