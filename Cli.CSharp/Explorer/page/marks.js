import { arrowAt, fit, rowHeight, stroke, text, wrap } from './diagram.js';
import { drawing } from './element.js';

/** The marks of a row: the end of an arrow, a note beside a lane, or words across all lanes. `frame` is what they need of their diagram. */
export function drawn(mark, y, frame) {
    switch (mark.kind) {
        case 'ending': return ending(mark, y, frame);
        case 'note': return note(mark, y, frame);
        case 'banner': return banner(mark, y, frame);
    }
}

function ending({ arrow, fate }, y, { lanes, stop }) {
    const words = { delivered: '', dropped: 'lost', corrupted: 'corrupted', copied: 'doubled', again: 'again' }[fate];
    if (!words) return [];
    const side = arrow.to > arrow.from ? 1 : -1;
    const x = fate === 'dropped' ? stop(arrow) + side * 16 : lanes[arrow.to] + side * 10;
    return [text(x, y + arrowAt + 5, side > 0 ? 'start' : 'end', words, ['again', 'copied'].includes(fate) ? 'clock' : 'bad')];
}

function note({ lane, tone, words, count }, y, { lanes, beside }) {
    if (count > 1) words = `${count} × ${words}`;
    const x = lanes[lane], isRight = lane === 0 || lane < lanes.length - 1;
    return [...sign(x, y + 16, tone), beside(x, y + 21, isRight, words, tone, 'bold')];
}

function sign(x, y, tone) {
    switch (tone) {
        case 'clock': return [
            drawing('circle', { cx: x, cy: y, r: 8, class: 'sign clock' }),
            stroke(x, y, x, y - 5.5, 'hand'), stroke(x, y, x + 4, y, 'hand')];
        case 'bad': return [stroke(x - 8, y - 8, x + 8, y + 8, 'cross'), stroke(x - 8, y + 8, x + 8, y - 8, 'cross')];
        default: return [drawing('circle', { cx: x, cy: y, r: 7, class: `sign ${tone}` })];
    }
}

function banner({ tone, words, count = 1 }, y, { left: x, width, room }) {
    const lines = wrap(words, room);
    const shown = lines.length > count ? [...lines.slice(0, count - 1), fit(lines.slice(count - 1).join(' '), width - 20, 'bold')] : lines;
    const top = y + 20 + (count - shown.length) * rowHeight / 2, between = count > 1 ? rowHeight - 8 : rowHeight;
    return [
        drawing('rect', { x, y: y + 3, width, height: count * rowHeight - 6, rx: 5, class: `plate ${tone}` }),
        ...shown.map((line, at) => text(x + 10, top + 4 * (count - 1) + at * between, 'start', line, `plate-words ${tone}`)),
        drawing('title', {}, words),
    ];
}
